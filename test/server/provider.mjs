// A real OpenID Connect provider on loopback (the npm package oidc-provider), in front of which a test may change what it says
// to Klynge. tools/checks/40-server installs the package into test/sign-in.
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { free_port, root } from './klynge.mjs';

const packages = path.join(root, 'test/sign-in/node_modules');
export const is_installed = fs.existsSync(path.join(packages, 'oidc-provider'));
// What it says of its own defaults is not for whoever reads our results.
const { info, warn } = console;
console.info = (text, ...more) => String(text).includes('oidc-provider') || info(text, ...more);
console.warn = (text, ...more) => String(text).includes('oidc-provider') || warn(text, ...more);
export const jose = is_installed ? createRequire(path.join(packages, 'x.js'))('jose') : undefined;

export async function key_pair(alg, kid) {
  const { publicKey, privateKey } = await jose.generateKeyPair(alg, { modulusLength: 2048, extractable: true });
  const named = async (key) => ({ ...(await jose.exportJWK(key)), kid, alg, use: 'sig' });
  return { alg, kid, publicKey, privateKey, jwk: await named(publicKey), private_jwk: await named(privateKey) };
}

// `accounts`: claims by the account's id. `account` is who signs in next. `answers`: changes what an address answers: (json) => json.
export class Provider {
  static async start({ clients, accounts, keys, in_id_token = true }) {
    const provider = new Provider();
    Object.assign(provider, { clients, accounts, in_id_token, account: undefined, answers: {}, asked: [], is_down: false });
    const port = await free_port();
    provider.issuer = `http://127.0.0.1:${port}`;
    provider.host = `127.0.0.1:${port}`;
    provider.inner = http.createServer((request, response) => provider.handle(request, response)).listen(0, '127.0.0.1');
    await provider.use(keys);
    provider.outer = http.createServer((request, response) => provider.forward(request, response)).listen(port, '127.0.0.1');
    await new Promise((resolve) => provider.outer.once('listening', resolve));
    return provider;
  }
  // Another provider under the same name: its keys are these from now on.
  async use(keys) {
    const { default: Oidc } = await import(pathToFileURL(path.join(packages, 'oidc-provider/lib/index.js')));
    const names = [...new Set(Object.values(this.accounts).flatMap((claims) => Object.keys(claims)))].filter((name) => name !== 'sub');
    this.oidc = new Oidc(this.issuer, {
      clients: this.clients.map((client) => ({ response_types: ['code'], grant_types: ['authorization_code'], ...client })),
      jwks: { keys: keys.map((key) => key.private_jwk) },
      cookies: { keys: ['a secret of the tests'] },
      claims: { openid: ['sub', ...names] },
      conformIdTokenClaims: !this.in_id_token,
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
      enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256', 'ES384'] },
      interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, ...this.accounts[id] }) }),
      loadExistingGrant: async (context) => {
        const known = context.oidc.session.grantIdFor(context.oidc.client.clientId);
        if (known) return context.oidc.provider.Grant.find(known);
        const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
        grant.addOIDCScope('openid');
        await grant.save();
        return grant;
      },
    });
    this.callback = this.oidc.callback();
  }
  async handle(request, response) {
    if (!request.url.startsWith('/interaction/')) return this.callback(request, response);
    const result = this.account ? { login: { accountId: this.account } } : { error: 'access_denied', error_description: 'no' };
    await this.oidc.interactionFinished(request, response, result);
  }
  forward(request, response) {
    const where = request.url.split('?')[0];
    this.asked.push(where);
    if (this.is_down) return request.socket.destroy();
    const inner = http.request({ host: '127.0.0.1', port: this.inner.address().port, method: request.method, path: request.url, headers: request.headers }, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      let body = Buffer.concat(parts);
      const headers = { ...answer.headers };
      if (this.answers[where]) {
        body = Buffer.from(JSON.stringify(await this.answers[where](JSON.parse(body.toString()))));
        delete headers['content-length'];
        delete headers['transfer-encoding'];
      }
      response.writeHead(answer.statusCode, headers);
      response.end(body);
    });
    inner.on('error', () => response.destroy());
    request.pipe(inner);
  }
  stop() {
    for (const server of [this.outer, this.inner]) {
      server.close();
      server.closeAllConnections();
    }
  }
}
