import { describe, expect, it } from 'vitest';
import type { Issue } from '../../api';
import { excerpt, laidOut, lined, places } from './place';

const json = `{
  "resourceType": "Bundle",
  "entry": [
    { "resource": { "resourceType": "MessageHeader", "id": "1" } },
    {
      "resource": {
        "status": "planned",
        "identifier": [{ "value": "a" }, { "value": "b" }]
      }
    }
  ]
}`;
const xml = `<?xml version="1.0"?>
<Bundle xmlns="http://hl7.org/fhir">
  <!-- <entry/> -->
  <entry><resource><MessageHeader><id value="1"/></MessageHeader></resource></entry>
  <entry>
    <resource>
      <Encounter>
        <status value="planned"/>
        <identifier><value value="a"/></identifier>
        <identifier>
          <value value="b"/>
        </identifier>
      </Encounter>
    </resource>
  </entry>
</Bundle>`;
const issue = (path: string): Issue => ({ severity: 'error', path, rule: 'r', text: 't' });
const line = (text: string, path: string) => lined(text, [issue(path)]).lines.find((each) => each.issues.length)?.text.trim();

describe('the place of a complaint', () => {
  it('is found by its path, in JSON and in XML', () => {
    expect(line(json, 'Bundle.entry[1].resource.status')).toBe('"status": "planned",');
    expect(line(xml, 'Bundle.entry[1].resource.status')).toBe('<status value="planned"/>');
    expect(line(json, 'Bundle.entry[0].resource.id')).toContain('MessageHeader');
    expect(line(xml, 'Bundle.entry[0].resource.id')).toContain('MessageHeader');
    expect(line(json, 'Bundle.entry[1].resource.identifier[1].value')).toContain('"b"');
    expect(line(xml, 'Bundle.entry[1].resource.identifier[1].value')).toContain('"b"');
  });
  it('of something missing is where it was looked for', () => {
    expect(line(json, 'Bundle.entry[1].resource.class.code')).toBe('"resource": {');
    expect(line(xml, 'Bundle.entry[1].resource.class.code')).toBe('<resource>');
    expect(line(json, 'Bundle.timestamp')).toBe('{');
  });
  it('of the whole is nowhere', () => {
    expect(lined(json, [issue('')]).apart).toHaveLength(1);
    expect(lined('{"a":', [issue('Bundle.a.b')]).lines[0].issues).toHaveLength(1);
    expect(lined('nonsense', [issue('Bundle.entry[7]')]).apart.length + lined('nonsense', [issue('Bundle.entry[7]')]).lines[0].issues.length).toBe(1);
  });
  it('can be pointed at in a message of one line, of which only blanks are changed', () => {
    for (const text of [json, xml]) {
      const one = text.replaceAll(/\n\s*/g, '') + ' '.repeat(400);
      const many = laidOut(one);
      expect(many.split('\n').length).toBeGreaterThan(10);
      expect(many.replaceAll(/\s/g, '')).toBe(one.replaceAll(/\s/g, ''));
      expect(line(one, 'Bundle.entry[1].resource.status')).toContain('status');
    }
    expect(laidOut(json)).toBe(json);
  });
  it('reads text with brackets and quotes in it', () => {
    expect(places('{"a": "x\\"{[", "b": 1}').get('Bundle.b')).toBe(15);
  });
});

describe('an excerpt', () => {
  it('has the lines about the complaints, and says how many it left out', () => {
    const { lines } = lined(Array.from({ length: 30 }, (_, at) => (at === 0 ? '{' : at === 29 ? '}' : `"k${at}": ${at}${at === 28 ? '' : ','}`)).join('\n'), [issue('Bundle.k15')]);
    const parts = excerpt(lines);
    expect(parts.map((each) => (typeof each === 'number' ? -each : each.number))).toEqual([-12, 13, 14, 15, 16, 17, 18, 19, -11]);
  });
});
