// What a screen reader is told, politely, of what changed by itself or was done.
class Announcer {
  text = $state('');
  say(text: string) {
    // The same words again are news again: an unseen blank makes them so.
    this.text = this.text === text ? text + '\u00a0' : text;
  }
}
export const announcer = new Announcer();
