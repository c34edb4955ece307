export { migrate, MigrationEdited, SchemaNewer, type Migrated, type MigrateOptions } from './migrate.ts';
export { createPartitions, type Month } from './partitions.ts';
export { createStore, type Store, type StoreOptions } from './store.ts';
export type { ConnectionConfig } from './knex.ts';
export { RolledBack, sqlState, type Transaction } from './transaction.ts';
export { StatementCounter, type SentStatement, type StatementObserver } from './statements.ts';
export { now, moveClock } from './clock.ts';
export { readStep, type StepAddress, type StepRead } from './readStep.ts';
export { commitSteps, writeStep, writeSteps, type Written } from './writeStep.ts';
export type {
  Answered,
  StoredIncident,
  StoredInstance,
  StoredJob,
  StoredSubscription,
  StoredTask,
  StoredTimer,
} from './stored.ts';
export type {
  ActorRecord,
  DocumentWrite,
  DossierIndexWrite,
  DossierPartyWrite,
  DossierRow,
  HistoryWrite,
  IncidentWrite,
  InstanceRow,
  JobWrite,
  NumberWrite,
  OutgoingMessageWrite,
  StatusEventWrite,
  StepWrite,
  SubscriptionWrite,
  TaskWrite,
  TimeLimitWrite,
  TimerWrite,
} from './stepTypes.ts';
