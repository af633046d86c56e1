// As much of a browser as signing in needs: cookies by hand, the page's own origin, one redirect at a time.
import http from 'node:http';
import { Server, ask, same } from './klynge.mjs';

export class Browser {
  constructor(origin) {
    this.origin = origin;
    this.jars = new Map();  // by host
  }
  jar(url) {
    const { host } = new URL(url, this.origin);
    if (!this.jars.has(host)) this.jars.set(host, new Map());
    return this.jars.get(host);
  }
  cookie(name) {
    return this.jar('/').get(name);
  }
  // One request, no redirect is followed. What begins with `/` goes to Klynge.
  ask(method, target, { body = '', headers = {}, cookies = true } = {}) {
    const url = new URL(target, this.origin);
    const jar = this.jar(target);
    const sent = { ...headers };
    if (cookies && jar.size && !('Cookie' in sent)) sent.Cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Promise((resolve, reject) => {
      const request = http.request(url, { method, headers: sent }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          for (const line of response.headers['set-cookie'] ?? []) {
            const [pair, ...rest] = line.split('; ');
            const at = pair.indexOf('=');
            const gone = rest.some((each) => /^max-age=0$/i.test(each) || (/^expires=/i.test(each) && Date.parse(each.slice(8)) < Date.now()));
            gone ? jar.delete(pair.slice(0, at)) : jar.set(pair.slice(0, at), pair.slice(at + 1));
          }
          const text = Buffer.concat(parts).toString();
          let json;
          try {
            json = JSON.parse(text);
          } catch {}
          resolve({ status: response.statusCode, headers: response.headers, text, json, location: response.headers.location, url: url.href });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }
  get(target, headers = {}) {
    return this.ask('GET', target, { headers });
  }
  // As a form of our own page does it.
  form(target, fields, headers = {}) {
    return this.ask('POST', target, {
      body: new URLSearchParams(fields).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: new URL(target, this.origin).origin, ...headers },
    });
  }
  // As a script of our own page does it, with the session's token.
  async call(target, value, headers = {}) {
    const { csrf } = (await this.get('/api/me')).json;
    return this.ask('POST', target, {
      body: JSON.stringify(value),
      headers: { 'Content-Type': 'application/json', Origin: this.origin, 'X-Klynge-CSRF': csrf ?? '', ...headers },
    });
  }
  // Where redirects lead.
  async follow(answer) {
    while (answer.location && [302, 303].includes(answer.status)) answer = await this.get(new URL(answer.location, answer.url).href);
    return answer;
  }
}

// The demonstration with its time standing still, and being any of its people.
export async function demonstration() {
  const server = await Server.start(undefined, { command: 'demo' });
  const { port } = server;
  await ask(port, 'POST', '/demonstration/pause');
  const be = async (person) => {
    const browser = new Browser(`http://127.0.0.1:${port}`);
    same((await browser.form('/sign-in', { person })).status, 303, 'signed in as ' + person);
    return browser;
  };
  return { server, port, be };
}
