// Signs in on the API's page: asks who calls, gives the token to every call of the page, renews it, signs out. Nothing of it is kept by the browser.
"use strict";

(function () {
    const api = "/api/v1";
    const scheme = "bearer";
    const mostAttempts = 3;
    let refreshToken = null;
    let accessToken = null;
    let renewal = 0;

    /** Text is only ever set as text: what the API answers is shown, never interpreted. */
    function element(name, properties, ...children) {
        const made = Object.assign(document.createElement(name), properties);
        made.append(...children);
        return made;
    }

    function field(name, label, type, autocomplete, required) {
        const input = element("input", { name, type, autocomplete, required, id: "sign-in-" + name, spellcheck: false, maxLength: 128 });
        input.setAttribute("autocapitalize", "none");
        return { input, block: element("div", {}, element("label", { htmlFor: input.id, textContent: label }), input) };
    }

    const structure = field("structure", "Structure", "text", "organization", true);
    const identifier = field("identifier", "Identifiant", "text", "username", true);
    const password = field("password", "Mot de passe", "password", "current-password", true);
    const code = field("code", "Code à usage unique", "text", "one-time-code", false);
    code.input.placeholder = "si votre compte en a un";
    code.input.inputMode = "numeric";
    const enter = element("button", { type: "submit", className: "btn authorize", textContent: "S'identifier" });
    const leave = element("button", { type: "button", className: "btn", textContent: "Se déconnecter", hidden: true });
    const notice = element("p", { textContent: "Identifiez-vous pour essayer les appels." });
    notice.setAttribute("role", "status");
    const form = element("form", { id: "sign-in", method: "post", autocomplete: "on" },
        structure.block, identifier.block, password.block, code.block, enter, leave, notice);
    form.setAttribute("aria-label", "Identification");

    function call(method, path, body) {
        const headers = { Accept: "application/json" };
        if (body)
            headers["Content-Type"] = "application/json";
        if (accessToken)
            headers.Authorization = "Bearer " + accessToken;
        return fetch(api + path, { method, headers, body: body && JSON.stringify(body), credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" });
    }

    /** Seconds that a token lives, by the clock that signed it: the town's may not be this machine's. */
    function lifetimeOf(token) {
        const claims = JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")));
        return Math.max(10, claims.exp - claims.iat);
    }

    function opened(session) {
        accessToken = session.accessToken;
        refreshToken = session.refreshToken;
        window.ui.authActions.authorize({ [scheme]: { name: scheme, schema: { type: "http", scheme }, value: accessToken } });
        clearTimeout(renewal);
        renewal = setTimeout(renew, lifetimeOf(accessToken) * 800, 0);
        for (const { block } of [structure, identifier, password, code])
            block.hidden = true;
        enter.hidden = true;
        leave.hidden = false;
        notice.textContent = session.displayName + " · " + session.structure.name
            + (session.mustChangePassword ? " · ce mot de passe provisoire est à changer" : "");
    }

    function closed(words) {
        clearTimeout(renewal);
        accessToken = null;
        refreshToken = null;
        window.ui.authActions.logout([scheme]);
        for (const { block } of [structure, identifier, password, code])
            block.hidden = false;
        enter.hidden = false;
        leave.hidden = true;
        notice.textContent = words;
    }

    const problemOf = response => response.json().catch(() => ({}));

    function wordsOf(problem, response) {
        const wait = response.headers.get("Retry-After");
        return [problem.title || "La demande a été refusée.", problem.detail, wait && "Réessayez dans " + wait + " s."].filter(Boolean).join(" ");
    }

    async function signIn(event) {
        event.preventDefault();
        enter.disabled = true;
        try {
            const body = { identifier: identifier.input.value, password: password.input.value };
            if (code.input.value.trim())
                body.code = code.input.value.replace(/\s/g, "");
            const response = await call("POST", "/structures/" + encodeURIComponent(structure.input.value.trim()) + "/sessions", body);
            if (response.status === 201) {
                password.input.value = "";
                opened(await response.json());
            } else {
                const problem = await problemOf(response);
                notice.textContent = wordsOf(problem, response);
                if (problem.code === "second-factor-needed")
                    code.input.focus();
            }
        } catch {
            notice.textContent = "Le service ne répond pas.";
        } finally {
            code.input.value = "";
            enter.disabled = false;
        }
    }

    /** A refresh token is good once: what failed without an answer is tried again, what was refused is not. */
    async function renew(attempts) {
        if (!refreshToken)
            return;
        try {
            const response = await call("POST", "/sessions/refresh", { refreshToken });
            if (response.status === 201) {
                opened(await response.json());
                return;
            }
            if (response.status < 500) {
                closed(wordsOf(await problemOf(response), response));
                return;
            }
        } catch {
            // No answer: as below.
        }
        if (attempts < mostAttempts)
            renewal = setTimeout(renew, 5000, attempts + 1);
        else
            closed("La session n'a pas pu être prolongée : identifiez-vous à nouveau.");
    }

    async function signOut() {
        leave.disabled = true;
        const ended = await call("DELETE", "/sessions/current").catch(() => null);
        leave.disabled = false;
        closed(ended && ended.status === 204 ? "Vous êtes déconnecté." : "Déconnecté de cette page ; la session du service se fermera d'elle-même.");
    }

    form.addEventListener("submit", signIn);
    leave.addEventListener("click", signOut);
    window.addEventListener("load", () => document.body.prepend(form));
})();
