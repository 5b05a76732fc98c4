// Takes CardTeam's bonuses from RabbitMQ into a ledger, each exactly once, and acknowledges each as paid.
//   AMQP_URL       where the broker is; default amqp://guest:guest@127.0.0.1:5672
//   QUEUE          its queue; default payroll.bonuses. That of a payroll group has numbers of its own
//   LEDGER         the file; default ledger.ndjson
//   --once         ends when nothing has come for three seconds; exit code 2 when an entry is missing
//   --replay FILE  first takes the items of an answer of GET /incentive/payroll/bonuses?after=N
// It may be killed at any moment and started again: a message is acknowledged only when its line is on the disk and CardTeam has the acknowledgement.
import fs from 'node:fs';
import amqp from 'amqplib';

const BONUSES = process.env.QUEUE ?? 'payroll.bonuses';
/** The number without gaps: the bank's, or that of the group whose queue is read. */
const NUMBER = BONUSES === 'payroll.bonuses' ? 'sequence' : 'groupSequence';
const ACKNOWLEDGEMENTS = 'cardteam.payroll.acknowledgements';
const KINDS = ['approved', 'released', 'adjusted', 'recovered'];
const PATIENCE = 3000;
const CONFIRM_WITHIN = 30_000;

/** Somebody has to look: going on would pay wrongly. */
class Stop extends Error {}

/** Amounts are decimal strings and stay so; sums are whole 分 and never a floating number. */
const fen = amount => BigInt(amount.replace('.', ''));
const yuan = sum => `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`;

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Stop('A message is no JSON.');
  }
}

/** Stops at a version or kind this program was not written for, too. */
function checked(bonus) {
  const isBonus = bonus?.version === 1 && KINDS.includes(bonus.kind) && typeof bonus.eventId === 'string' && Number.isSafeInteger(bonus[NUMBER]) && /^-?\d+\.\d\d$/.test(bonus.amount);
  if (!isBonus) throw new Stop(`This is no bonus: ${JSON.stringify(bonus)}`);
  return bonus;
}

/** One line an entry: the day it was paid, and the entry. A process of its own writes it, and no two. */
class Ledger {
  #entries = new Map();
  #sum = 0n;
  #file;
  last = 0; // entries are held without a gap from 1

  constructor(path) {
    this.#file = fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_APPEND, 0o600); // it says what people earn
    const bytes = fs.readFileSync(path);
    const whole = bytes.lastIndexOf(10) + 1;
    fs.ftruncateSync(this.#file, whole); // a line without its end was never acknowledged
    fs.fsyncSync(this.#file); // what is acknowledged again is on the disk, too
    for (const line of bytes.subarray(0, whole).toString('utf8').split('\n').filter(Boolean)) this.#keep(parse(line));
  }

  holds(bonus) {
    const entry = this.#entries.get(bonus.eventId);
    if (entry ? entry.sequence !== bonus[NUMBER] : bonus[NUMBER] <= this.last)
      throw new Stop(`Entry ${bonus.eventId} comes as sequence ${bonus[NUMBER]}, which the ledger holds otherwise.`);
    return entry !== undefined;
  }

  paidOn(bonus) {
    return this.#entries.get(bonus.eventId).paidOn;
  }

  /** This is where a payroll system would pay. Returns when it is on the disk. */
  append(bonus) {
    const paidOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10); // the bank's day
    try {
      const line = Buffer.from(`${JSON.stringify({ paidOn, bonus })}\n`);
      if (fs.writeSync(this.#file, line) !== line.length) throw new Error('the disk is full');
      fs.fsyncSync(this.#file);
    } catch (error) {
      throw new Stop(`The ledger cannot be written: ${error.message}`);
    }
    this.#keep({ paidOn, bonus });
  }

  toString() {
    return `${this.last} entries, ${yuan(this.#sum)} CNY.`;
  }

  #keep({ paidOn, bonus }) {
    if (checked(bonus)[NUMBER] !== this.last + 1) throw new Stop(`The ledger has sequence ${bonus[NUMBER]} after ${this.last}.`);
    this.#entries.set(bonus.eventId, { sequence: bonus[NUMBER], paidOn });
    this.last = bonus[NUMBER];
    this.#sum += fen(bonus.amount);
  }
}

/** One connection's worth of work. */
class Session {
  #held = new Map();
  #reportedAfter = -1;
  #returned = false;
  over = false; // set when the connection is gone

  constructor(ledger, channel) {
    this.ledger = ledger;
    this.channel = channel;
    channel.on('return', () => { this.#returned = true; });
  }

  /** False when an entry is missing. */
  async run(replay, once) {
    for (const bonus of replay) await this.#take(checked(bonus), null);
    const arrived = [];
    let wake = () => {};
    await this.channel.prefetch(100);
    await this.channel.consume(BONUSES, message => { arrived.push(message); wake(); });
    console.log('Taking bonuses.');
    while (!this.over) {
      if (arrived.length === 0) {
        await new Promise(resolve => {
          const timer = setTimeout(resolve, PATIENCE);
          wake = () => { clearTimeout(timer); resolve(); };
        });
      }
      if (arrived.length === 0) {
        if (this.#held.size > 0) this.#reportGap();
        if (once) return this.#held.size === 0;
        continue;
      }
      const message = arrived.shift();
      if (message === null) throw new Error('The queue was taken away.');
      await this.#take(checked(parse(message.content.toString('utf8'))), message);
    }
  }

  /** First the ledger, then CardTeam, then the broker: whatever is lost in between comes again and is recognised by its eventId. */
  async #take(bonus, message) {
    if (!this.ledger.holds(bonus) && bonus[NUMBER] > this.ledger.last + 1) {
      // Neither paid nor acknowledged before what belongs in front of it. A second copy has the first to speak for it.
      if (!this.#held.has(bonus[NUMBER])) this.#held.set(bonus[NUMBER], { bonus, message });
      else if (message) this.channel.ack(message);
      return;
    }
    await this.#finish(bonus, message);
    for (let next; (next = this.#held.get(this.ledger.last + 1));) {
      this.#held.delete(next.bonus[NUMBER]);
      await this.#finish(next.bonus, next.message);
    }
  }

  async #finish(bonus, message) {
    if (!this.ledger.holds(bonus)) this.ledger.append(bonus);
    const acknowledgement = { items: [{ eventId: bonus.eventId, status: 'paid', paidOn: this.ledger.paidOn(bonus) }] };
    await new Promise((confirmed, refused) => {
      const options = { contentType: 'application/json', persistent: true, mandatory: true };
      const patience = setTimeout(() => refused(new Error('The broker does not confirm.')), CONFIRM_WITHIN);
      this.channel.publish(ACKNOWLEDGEMENTS, '', Buffer.from(JSON.stringify(acknowledgement)), options, error => {
        clearTimeout(patience);
        if (error || this.#returned) refused(error ?? new Error('No queue takes acknowledgements.'));
        else confirmed();
      });
    });
    if (message) this.channel.ack(message);
  }

  #reportGap() {
    if (this.#reportedAfter === this.ledger.last) return;
    this.#reportedAfter = this.ledger.last;
    console.error(`Sequence ${this.ledger.last + 1} is missing; ${this.#held.size} entries from ${Math.min(...this.#held.keys())} on are held back. `
      + `Fetch it with GET /incentive/payroll/bonuses?${NUMBER === 'sequence' ? '' : 'group=CODE&'}after=${this.ledger.last}&limit=500, then start again with --replay and the answer.`);
  }
}

async function connected(ledger, replay, once) {
  const connection = await amqp.connect(process.env.AMQP_URL ?? 'amqp://guest:guest@127.0.0.1:5672');
  const gone = new Promise((_, lost) => {
    connection.on('error', () => {}); // 'close' follows
    connection.on('close', () => lost(new Error('The connection is gone.')));
  });
  gone.catch(() => {});
  try {
    const channel = await connection.createConfirmChannel();
    const broken = new Promise((_, lost) => channel.on('error', lost));
    broken.catch(() => {});
    const session = new Session(ledger, channel);
    const isWhole = await Promise.race([session.run(replay, once), gone, broken]).finally(() => { session.over = true; });
    await channel.close(); // what was acknowledged last has left
    return isWhole;
  } finally {
    await connection.close().catch(() => {});
  }
}

async function main(args) {
  const ledger = new Ledger(process.env.LEDGER ?? 'ledger.ndjson');
  console.log(`The ledger holds ${ledger}`);
  const at = args.indexOf('--replay');
  const replay = at < 0 ? [] : parse(fs.readFileSync(args[at + 1], 'utf8')).items;
  for (;;) {
    try {
      const isWhole = await connected(ledger, replay, args.includes('--once'));
      console.log(`The ledger holds ${ledger}`);
      return isWhole ? 0 : 2;
    } catch (error) {
      if (error instanceof Stop) throw error;
      // What was not acknowledged comes again over the next connection.
      console.error(`No connection to the broker (${error.code ?? error.name}); trying again.`);
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
  }
}

main(process.argv.slice(2)).then(code => process.exit(code), error => {
  console.error(error instanceof Stop ? `Stopped: ${error.message}` : error);
  process.exit(1);
});
