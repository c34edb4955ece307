import { foldText, numberKey } from './folding.ts';
import { actorName, dossierOf, type StepSql } from './stepSql.ts';
import type { StepWrite } from './stepTypes.ts';

/**
 * Checks the dossier's version before anything is written. A step that has only read it checks it as well, beside other readers:
 * what it decided on must still hold when it is written, also where another instance of the same dossier writes (write skew).
 */
export function guardedDossier(sql: StepSql, write: StepWrite): void {
  const { dossier, seenDossier = null } = write;
  if (dossier !== null && dossier.expectedVersion !== null) {
    const id = sql.parameters.once('changedDossier', dossier.id, 'uuid');
    guardVersion(sql, id, dossier.expectedVersion, 'no key update');
  } else if (dossier === null && seenDossier !== null) {
    const id = sql.parameters.once('dossier', seenDossier.id, 'uuid');
    guardVersion(sql, id, seenDossier.version, 'share');
  }
}

function guardVersion(sql: StepSql, id: string, expected: number, lock: 'no key update' | 'share'): void {
  const version = sql.parameters.add(expected, 'integer');
  sql.parts.push(`guard_dossier as materialized (select from dossiers
    where office_id = ${sql.office} and id = ${id} and version = ${version} for ${lock})`);
  sql.guards.push('exists (select from guard_dossier)');
}

/** The dossier, what lists read of it, and its records of this step. */
export function dossierRows(sql: StepSql, write: StepWrite): void {
  if (write.dossier !== null) {
    dossierRow(sql, write.dossier);
    indexRow(sql, write.dossier);
    projections(sql, write.dossier);
  }
  timeLimits(sql, write);
  recorded(sql, write);
}

type DossierWrite = NonNullable<StepWrite['dossier']>;

function dossierRow(sql: StepSql, dossier: DossierWrite): void {
  const { parameters, office, at } = sql;
  const id = parameters.once('changedDossier', dossier.id, 'uuid');
  const kind = parameters.once('dossierKind', dossier.kind, 'text');
  const number = parameters.once('dossierNumber', dossier.number, 'text');
  const state = parameters.once('dossierState', dossier.state, 'text');
  const filedAt = parameters.add(dossier.filedAt, 'timestamptz');
  const data = parameters.json(dossier.data);
  sql.parts.push(
    dossier.expectedVersion === null
      ? `changed_dossier as (insert into dossiers (office_id, id, kind, number, filed_at, state, data, created_at, changed_at)
          select ${office}, ${id}, ${kind}, ${number}, ${filedAt}, ${state}, ${data}, ${at}, ${at} from step)`
      : `changed_dossier as (update dossiers set number = ${number}, filed_at = ${filedAt}, state = ${state}, data = ${data},
          version = version + 1, changed_at = ${at}
          where office_id = ${office} and id = ${id} and exists (select from step))`,
  );
}

function indexRow(sql: StepSql, dossier: DossierWrite): void {
  const { parameters, office, at } = sql;
  const { index } = dossier;
  const texts = [
    index.title,
    index.applicant,
    index.representative,
    dossier.number ?? '',
    index.registrationNumber ?? '',
  ];
  const columns: Readonly<Record<string, string>> = {
    kind: parameters.once('dossierKind', dossier.kind, 'text'),
    number: parameters.once('dossierNumber', dossier.number, 'text'),
    number_key: parameters.add(dossier.number === null ? null : numberKey(dossier.number), 'text'),
    registration_number: parameters.add(index.registrationNumber, 'text'),
    registration_number_key: parameters.add(
      index.registrationNumber === null ? null : numberKey(index.registrationNumber),
      'text',
    ),
    state: parameters.once('dossierState', dossier.state, 'text'),
    title: parameters.add(index.title, 'text'),
    applicant: parameters.add(index.applicant, 'text'),
    representative: parameters.add(index.representative, 'text'),
    search_text: parameters.add(foldText(texts.join(' ')), 'text'),
    title_sort: parameters.add(index.titleSort ?? '', 'text'),
    applicant_sort: parameters.add(index.applicantSort ?? '', 'text'),
    classes: parameters.add(index.classes, 'integer[]'),
    filed_on: parameters.add(index.filedOn, 'date'),
    registered_on: parameters.add(index.registeredOn, 'date'),
    expires_on: parameters.add(index.expiresOn, 'date'),
    published_on: parameters.add(index.publishedOn, 'date'),
    changed_at: at,
  };
  const names = Object.keys(columns);
  sql.parts.push(`dossier_index_row as (insert into dossier_index (office_id, dossier_id, ${names.join(', ')})
    select ${office}, ${parameters.once('changedDossier', dossier.id, 'uuid')}, ${Object.values(columns).join(', ')} from step
    on conflict (office_id, dossier_id) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')})`);
}

/** Parties and goods are replaced as a whole: rows that stay are updated, the others go. */
function projections(sql: StepSql, dossier: DossierWrite): void {
  const { parameters, office, parts } = sql;
  const { index } = dossier;
  const id = parameters.once('changedDossier', dossier.id, 'uuid');
  if (index.parties !== undefined) {
    const x = parameters.rows(
      index.parties.map((party) => ({ ...party, nameSort: party.nameSort ?? '' })),
      'role text, position integer, name text, country text, address text, "nameSort" text',
    );
    parts.push(`parties as (select x.* from step, ${x})`);
    parts.push(`old_parties as (delete from dossier_parties p where p.office_id = ${office} and p.dossier_id = ${id}
      and exists (select from step) and not exists (select from parties x where x.role = p.role and x.position = p.position))`);
    parts.push(`new_parties as (insert into dossier_parties (office_id, dossier_id, role, position, name, country, address, name_sort)
      select ${office}, ${id}, role, position, name, country, address, "nameSort" from parties
      on conflict (office_id, dossier_id, role, position) do update
      set name = excluded.name, country = excluded.country, address = excluded.address, name_sort = excluded.name_sort)`);
  }
  if (index.goods !== undefined) {
    parts.push(`goods as (select x.* from step, ${parameters.rows(index.goods, 'class integer, terms text')})`);
    parts.push(`old_goods as (delete from dossier_goods g where g.office_id = ${office} and g.dossier_id = ${id}
      and exists (select from step) and not exists (select from goods x where x.class = g.class))`);
    parts.push(`new_goods as (insert into dossier_goods (office_id, dossier_id, class, terms)
      select ${office}, ${id}, class, terms from goods
      on conflict (office_id, dossier_id, class) do update set terms = excluded.terms)`);
  }
}

function timeLimits(sql: StepSql, write: StepWrite): void {
  const { parameters, office, instance, at } = sql;
  if (write.timeLimits.length === 0) return;
  const x = parameters.rows(
    write.timeLimits,
    `token integer, element text, key text, "baseOn" date, "rawOn" date,
    "expiresOn" date, extensions integer, state text, steps jsonb`,
  );
  sql.parts
    .push(`limits as (insert into time_limits (office_id, instance_id, token, element, key, dossier_id, base_on, raw_on,
      expires_on, extensions, state, steps, changed_at)
    select ${office}, ${instance}, x.token, x.element, x.key, ${dossierOf(sql, write)}, x."baseOn", x."rawOn", x."expiresOn",
      x.extensions, x.state, coalesce(x.steps, '[]'), ${at} from step, ${x}
    on conflict (office_id, instance_id, token, element, key) do update
    set base_on = excluded.base_on, raw_on = excluded.raw_on, expires_on = excluded.expires_on,
      extensions = excluded.extensions, state = excluded.state, changed_at = excluded.changed_at,
      steps = case when excluded.steps = '[]' then time_limits.steps else excluded.steps end)`);
}

function recorded(sql: StepSql, write: StepWrite): void {
  const { parameters, office, instance, at, parts } = sql;
  if (write.statusEvents.length > 0) {
    const x = parameters.rows(write.statusEvents, 'id uuid, event text, "on" date, element text, note text');
    parts.push(`new_status_events as (insert into status_events
        (office_id, id, dossier_id, instance_id, element, event, on_date, note, recorded_at)
      select ${office}, x.id, ${dossierOf(sql, write)}, ${instance}, x.element, x.event, x."on", x.note, ${at} from step, ${x})`);
  }
  if (write.documents.length > 0) {
    const x = parameters.rows(
      write.documents,
      `id uuid, kind text, direction text, title jsonb, number text, language text,
      sha256 text, bytes bigint, "mediaType" text, "fileName" text, "letterKey" text, details jsonb`,
    );
    parts.push(`new_documents as (insert into documents (office_id, id, dossier_id, instance_id, kind, direction, title, number,
        language, sha256, bytes, media_type, file_name, letter_key, details, filed_at, filed_by)
      select ${office}, x.id, ${dossierOf(sql, write)}, ${instance}, x.kind, x.direction, x.title, x.number, x.language,
        x.sha256, x.bytes, x."mediaType", x."fileName", x."letterKey", x.details, ${at}, ${actorName(sql, write)}
      from step, ${x})`);
  }
  if (write.numbers !== undefined && write.numbers.length > 0) {
    const x = parameters.rows(write.numbers, 'series text, period text, ordinal bigint, number text');
    parts.push(`new_numbers as (insert into numbers (office_id, series, period, ordinal, number, dossier_id, assigned_at)
      select ${office}, x.series, x.period, x.ordinal, x.number, ${dossierOf(sql, write)}, ${at} from step, ${x})`);
  }
}
