// Drives the real binary: starts and kills servers, makes messages, and counts what holds. Node's own library only.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const binary = path.resolve(process.env.KLYNGE ?? path.join(root, 'build/klynge'));
export const long = process.env.MODE === 'all';
export const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'klynge-server-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

let folders = 0;
export function folder() {
  const made = path.join(scratch, String(++folders));
  fs.mkdirSync(made);
  return made;
}

// --- messages: the project's own sample, with new ids and another official or never-given number ---
const sample = fs.readFileSync(path.join(root, 'test/samples/hospital-notification/STIN.json'), 'utf8');
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export function cpr(n) {
  const two = (value) => String(value).padStart(2, '0');
  return two((n % 28) + 1) + two((Math.floor(n / 28) % 12) + 1) + two(10 + (Math.floor(n / 336) % 80)) + '0000';
}
// Organisations keep their ids; everything else is new.
export function admission(n) {
  const same = new Set();
  for (const entry of JSON.parse(sample).entry)
    if (entry.resource.resourceType === 'Organization') same.add(entry.resource.id);
  const known = new Map();
  const text = sample
    .replace(uuid, (id) => {
      if (same.has(id)) return id;
      if (!known.has(id)) known.set(id, randomUUID());
      return known.get(id);
    })
    .replaceAll('2509479989', cpr(n));
  const bundle = JSON.parse(text);
  return { id: bundle.entry[0].resource.id, text, cpr: cpr(n) };
}
// The same letter in a new envelope.
export function resend(message) {
  const bundle = JSON.parse(message.text);
  bundle.id = randomUUID();
  return { ...message, text: JSON.stringify(bundle) };
}

// --- requests ---
// `begun`: answered with what came first of an answer that goes on.
export function ask(port, method, target, { body = '', headers = {}, agent, begun } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path: target, headers, agent }, (response) => {
      const parts = [];
      response.on('data', (part) => {
        parts.push(part);
        if (!begun || response.headers['content-length']) return;
        resolve({ status: response.statusCode, headers: response.headers, text: part.toString() });
        request.destroy();
      });
      response.on('error', reject);  // after resolve() it says nothing
      response.on('aborted', () => reject(new Error('cut')));
      response.on('end', () => {
        const bytes = Buffer.concat(parts), text = bytes.toString();
        let json;
        try {
          json = JSON.parse(text);
        } catch {}
        resolve({ status: response.statusCode, headers: response.headers, bytes, text, json });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
export const post = (port, target, value, headers = {}) =>
  ask(port, 'POST', target, {
    body: typeof value === 'string' ? value : JSON.stringify(value),
    headers: { 'Content-Type': 'application/json', ...headers },
  });
export const send = (port, message, more = {}) =>
  ask(port, 'POST', '/fhir/$process-message', {
    body: message.text,
    ...more,
    headers: { 'Content-Type': 'application/fhir+json', ...more.headers },
  });
// Id and code of an acknowledgement.
export function acknowledgement(answer) {
  const header = answer.json?.entry?.[0]?.resource;
  return header?.resourceType === 'MessageHeader' ? { id: header.id, code: header.response.code } : undefined;
}

// --- servers ---
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export class Server {
  static async start(data, { command = 'serve', options = command === 'serve' ? ['--demo'] : [], agent } = {}) {
    const server = new Server();
    server.log = '';
    server.child = spawn(binary, [command, ...(data ? ['--data', data] : []), '--listen', '127.0.0.1:0', ...options], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    running.add(server.child);
    server.ended = new Promise((resolve) =>
      server.child.on('exit', (code, signal) => {
        running.delete(server.child);
        resolve({ code, signal });
      }),
    );
    server.child.stderr.on('data', (part) => (server.log += part));
    let over = false;
    server.ended.then(() => (over = true));
    while (!over && !/event=serving .*port=(\d+)/.test(server.log)) await pause(10);
    if (over) throw new Error('the server did not start: ' + server.log);
    server.port = Number(/event=serving .*port=(\d+)/.exec(server.log)[1]);
    if (!agent) while ((await ask(server.port, 'GET', '/health')).status !== 200) await pause(20);
    return server;
  }
  kill(signal) {
    this.child.kill(signal);
    return this.ended;
  }
  stop() {
    return this.kill('SIGTERM');
  }
}
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function klynge(args, input = '') {
  const run = spawnSync(binary, args, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

// --- tests ---
const tests = [];
export const test = (name, body) => tests.push({ name, body });
export class Skip extends Error {}
export function must(condition, what) {
  if (!condition) throw new Error(what);
}
export function same(have, want, what) {
  const [a, b] = [JSON.stringify(have), JSON.stringify(want)];
  if (a !== b) throw new Error(`${what}: wanted ${b}, found ${a}`);
}
export async function run() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const wanted = process.argv[2];
  for (const { name, body } of tests) {
    if (wanted && !name.includes(wanted)) continue;
    const began = Date.now(), before = new Set(running);
    let result = 'passed';
    try {
      await body();
    } catch (error) {
      result = error instanceof Skip ? 'skipped' : 'failed';
      console.log(`${result === 'failed' ? 'FAILED' : 'skipped'}: ${name}: ${error instanceof Skip ? error.message : error.stack}`);
    }
    ++counts[result];
    if (result === 'passed') console.log(`passed: ${name} (${Date.now() - began} ms)`);
    running.forEach((child) => before.has(child) || child.kill('SIGKILL'));
  }
  console.log(`counts: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed ? 1 : 0;
}
