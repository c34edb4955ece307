import assert from 'node:assert/strict';
import path from 'node:path';
import { CONFIG_KEYS, ConfigError, readConfig } from '../engine/config.ts';

function problemsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
}

describe('readConfig', () => {
  it('fills in every default', () => {
    assert.deepEqual(readConfig({}), {
      production: false,
      host: 'localhost',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      dataDir: path.resolve('data'),
      databaseUrl: undefined,
      office: 'xx',
      demo: 'fresh',
      sessionIdleMinutes: 30,
      sessionHours: 12,
      jsonLimitBytes: 1_048_576,
      documentLimitBytes: 104_857_600,
      poolSize: 10,
      workerConcurrency: 4,
      jobLeaseSeconds: 30,
      pollMinimumSeconds: 0.2,
      pollMaximumSeconds: 5,
      keepAnswersDays: 30,
      keepDraftsDays: 30,
      logLevel: 'info',
      smtpUrl: undefined,
      connectorHosts: [],
    });
  });

  it('takes what is set, and an empty value for an unset one', () => {
    const config = readConfig({
      PORT: '8080',
      HOST: '',
      PUBLIC_URL: 'https://office.example/',
      DATABASE_URL: 'postgres://app:secret@/officina?host=/run/postgresql&port=5432',
      CONNECTOR_HOSTS: 'pay.example, https://mail.example:8443,',
      POLL_MIN_SECONDS: '0.05',
    });

    assert.equal(config.port, 8080);
    assert.equal(config.host, 'localhost');
    assert.equal(config.publicUrl, 'https://office.example');
    assert.equal(config.databaseUrl, 'postgres://app:secret@/officina?host=/run/postgresql&port=5432');
    assert.deepEqual(config.connectorHosts, ['pay.example', 'https://mail.example:8443']);
    assert.equal(config.pollMinimumSeconds, 0.05);
  });

  it('lists all values that cannot be used, not the first alone', () => {
    assert.deepEqual(problemsOf({ PORT: '70000', OFFICE: 'x1', LOG_LEVEL: 'loud', POOL_SIZE: '2.5' }), [
      'Expected PORT to be a whole number from 0 to 65535, but it is "70000".',
      'Expected OFFICE to be two letters, a code of WIPO ST.3, but it is "x1".',
      'Expected POOL_SIZE to be a whole number from 2 to 1000, but it is "2.5".',
      'Expected LOG_LEVEL to be one of silent, fatal, error, warn, info, debug, trace, but it is "loud".',
    ]);
  });

  it('never repeats an address, which may hold a password', () => {
    const problems = problemsOf({ DATABASE_URL: 'mysql://root:secret@host/db', SMTP_URL: 'secret' });

    assert.equal(problems.length, 2);
    assert.doesNotMatch(problems.join(' '), /secret/);
  });

  it('refuses values that contradict each other', () => {
    assert.deepEqual(problemsOf({ POLL_MIN_SECONDS: '6', SESSION_HOURS: '0.25' }), [
      'Expected POLL_MIN_SECONDS to be at most POLL_MAX_SECONDS (5), but it is 6.',
      'Expected SESSION_IDLE_MINUTES to be at most SESSION_HOURS (0.25), but it is 30 minutes.',
    ]);
  });

  it('loads demo data into a new embedded database, and nowhere else unless asked', () => {
    assert.equal(readConfig({ DEMO: 'yes' }).demo, 'always');
    assert.equal(readConfig({ DEMO: 'no' }).demo, 'never');
    assert.equal(readConfig({ NODE_ENV: 'production' }).demo, 'never');
    assert.equal(readConfig({ DATABASE_URL: 'postgres://app@db.example/officina' }).demo, 'never');
  });

  it('has no demo data in production', () => {
    assert.deepEqual(problemsOf({ NODE_ENV: 'production', DEMO: 'yes' }), [
      'Expected DEMO not to be yes in production, but it is.',
    ]);
  });

  it('describes every key in one sentence', () => {
    for (const { key, sentence } of CONFIG_KEYS) assert.match(sentence, /^\S.*\.$/, key);
  });
});
