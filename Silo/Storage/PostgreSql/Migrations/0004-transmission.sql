-- The nightly transmission and the outbox of mails.

CREATE TABLE transmissions (
  structure_id text NOT NULL,
  run_id bigint NOT NULL,
  night date,
  started_by text NOT NULL,
  started_at timestamptz NOT NULL,
  phase text NOT NULL CHECK (phase IN ('expiring', 'marking', 'digests', 'completed')),
  completed_at timestamptz,
  movements bigint NOT NULL DEFAULT 0,
  families bigint NOT NULL DEFAULT 0,
  family_cursor text NOT NULL DEFAULT '',
  PRIMARY KEY (structure_id, run_id)
);
-- A night is run once, and one run at a time is under way, whoever asks.
CREATE UNIQUE INDEX transmissions_once_a_night ON transmissions (structure_id, night) WHERE night IS NOT NULL;
CREATE UNIQUE INDEX transmissions_one_under_way ON transmissions (structure_id) WHERE phase <> 'completed';

ALTER TABLE movements ADD FOREIGN KEY (structure_id, run_id) REFERENCES transmissions (structure_id, run_id);

CREATE TABLE mails (
  structure_id text NOT NULL,
  mail_id text NOT NULL,
  family_id text,
  sender text NOT NULL,
  recipient text NOT NULL,
  recipient_name text NOT NULL,
  subject text NOT NULL,
  text_part text NOT NULL,
  html_part text NOT NULL,
  created_at timestamptz NOT NULL,
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'dead')),
  attempts integer NOT NULL DEFAULT 0,
  -- When the next attempt is due while queued; then when it was settled.
  due_at timestamptz NOT NULL,
  last_error text,
  PRIMARY KEY (structure_id, mail_id)
);
CREATE INDEX mails_due ON mails (structure_id, due_at) WHERE status = 'queued';
CREATE INDEX mails_by_creation ON mails (structure_id, created_at, mail_id);
