/** Give up for good: another attempt would end the same. */
export class Fail extends Error {}

/** A field of the payload is wrong. */
export class BadInput extends Fail {
  constructor(field: string, what: string) {
    super(`${field}: ${what}.`);
  }
}

/** Try again: by the server's retry policy, or after so many seconds. */
export class Retry extends Error {
  constructor(reason: string, readonly afterSeconds?: number) {
    super(reason);
  }
}
