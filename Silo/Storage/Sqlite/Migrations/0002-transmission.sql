-- The nightly transmission and the outbox of mails.

CREATE TABLE transmissions (
  structure_id TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  night TEXT,
  started_by TEXT NOT NULL,
  started_at TEXT NOT NULL,
  phase TEXT NOT NULL CHECK (phase IN ('expiring', 'marking', 'digests', 'completed')),
  completed_at TEXT,
  movements INTEGER NOT NULL DEFAULT 0,
  families INTEGER NOT NULL DEFAULT 0,
  family_cursor TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (structure_id, run_id)
) STRICT, WITHOUT ROWID;
-- A night is run once, and one run at a time is under way, whoever asks.
CREATE UNIQUE INDEX transmissions_once_a_night ON transmissions (structure_id, night) WHERE night IS NOT NULL;
CREATE UNIQUE INDEX transmissions_one_under_way ON transmissions (structure_id) WHERE phase <> 'completed';

CREATE TABLE mails (
  structure_id TEXT NOT NULL,
  mail_id TEXT NOT NULL,
  family_id TEXT,
  sender TEXT NOT NULL,
  recipient TEXT NOT NULL,
  recipient_name TEXT NOT NULL,
  subject TEXT NOT NULL,
  text_part TEXT NOT NULL,
  html_part TEXT NOT NULL,
  created_at TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'dead')),
  attempts INTEGER NOT NULL DEFAULT 0,
  -- When the next attempt is due while queued; then when it was settled.
  due_at TEXT NOT NULL,
  last_error TEXT,
  PRIMARY KEY (structure_id, mail_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mails_due ON mails (structure_id, due_at) WHERE status = 'queued';
CREATE INDEX mails_by_creation ON mails (structure_id, created_at, mail_id);
