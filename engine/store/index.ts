export { migrate, MigrationEdited, SchemaNewer, type Migrated, type MigrateOptions } from './migrate.ts';
export { createPartitions, type Month } from './partitions.ts';
export { createStore, type Store, type StoreOptions } from './store.ts';
export type { ConnectionConfig } from './knex.ts';
export { queryOnce } from './queryOnce.ts';
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
  SignalPlace,
  StepWrite,
  SubscriptionWrite,
  TaskWrite,
  TimeLimitWrite,
  TimerWrite,
} from './stepTypes.ts';
export { assignTask, openTasksOfInstance, readTask } from './tasks.ts';
export { claimJobs, failJob, keepLease, nextJobDueAt, readJob, releaseJob, retryJob, type JobFailed } from './jobs.ts';
export { claimTimers, nextTimerDueAt, releaseTimer, timersOfInstance } from './timers.ts';
export {
  bufferMessage,
  expireMessages,
  insertMessage,
  missedMessages,
  pendingMessages,
  readMessage,
  subscriptionsFor,
  waitingMessages,
  type StoredMessage,
} from './messages.ts';
export { childInstances, instancesOfDossier, lockInstances, readInstance } from './instances.ts';
export {
  dossierEntries,
  readDossier,
  searchDossiers,
  type DossierEntry,
  type DossierFilter,
  type DossierPlace,
} from './dossiers.ts';
export { foldText, numberKey } from './folding.ts';
export { contentsInUse, documentsOfDossier, insertDocument, readDocument, type FiledDocument } from './documents.ts';
export { insertIncident, openIncidents, readIncident, resolveIncident } from './incidents.ts';
export { canonicalJson, FIRST_HASH, historyHash } from './historyHash.ts';
export {
  appendDossierHistory,
  historyOfDossier,
  historyOfInstance,
  type HistoryPlace,
  type StoredHistory,
} from './history.ts';
export { verifyHistory, verifyOfficeHistory, type BrokenEntry } from './verifyHistory.ts';
export {
  currentDeployment,
  deploymentsOfOffice,
  filesOfDeployment,
  insertDeployment,
  readDeployment,
  type DefinitionWrite,
  type DeployedDefinition,
  type DeploymentWrite,
  type StoredDeployment,
} from './deployments.ts';
export {
  definitionsOfDeployment,
  messageStartsFor,
  readDefinition,
  type DefinitionBinding,
  type StoredDefinition,
} from './definitions.ts';
export {
  closeSetup,
  makeInstallation,
  markReady,
  readInstallation,
  renewSetupToken,
  type Installation,
} from './installation.ts';
export { discardUnfinishedDemo, firstStartAlone } from './firstStart.ts';
export { refusalOfServer } from './serverRefusal.ts';
export { listOffices, readOffice, saveOffice, type StoredOffice } from './offices.ts';
export {
  insertUser,
  namesOfUsers,
  readUser,
  readUserByLogin,
  setLanguage,
  setPasswordHash,
  type StoredUser,
} from './users.ts';
export {
  membersOfOffice,
  membershipsOfUser,
  findMember,
  saveMembership,
  type FoundMember,
  type StoredMember,
  type StoredMembership,
} from './memberships.ts';
export {
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOfUser,
  forgetLoginFailures,
  insertSession,
  loginFailures,
  noteLoginFailure,
  findSession,
  type SessionInOffice,
  type StoredSession,
} from './sessions.ts';
export { numberUse, startSeries, takeNumbers } from './numbers.ts';
export { forgetAnswers, keepAnswer, readAnswer } from './idempotency.ts';
export { deleteDraft, deleteDraftsClosedBefore, readDraft, saveDraft, type StoredDraft } from './drafts.ts';
export { deleteStatusEvents, forgetUndoPoints, jobsBegun, readUndo, reopenTask, type UndoPoint } from './undo.ts';
export { timeLimitsOfDossier, timeLimitsOfInstance, type StoredTimeLimit } from './timeLimits.ts';
export { statusEventsOfDossier, type StoredStatusEvent } from './statusEvents.ts';
export { feesOfDossier, insertFee, payFee, type StoredFee } from './fees.ts';
export {
  countTasks,
  listTasks,
  openTasksOfDossier,
  readTaskSituation,
  taskPlace,
  type CountedTasks,
  type LimitOfTask,
  type TaskCount,
  type TaskEntry,
  type TaskFilter,
  type TaskOrder,
  type TaskPlace,
  type TaskSituation,
} from './taskLists.ts';
export {
  awaitedOfDossier,
  countIncidents,
  dossierInstances,
  dossierStanding,
  readWholeDossier,
  timelineRows,
  type AwaitedMessage,
  type DossierStanding,
  type InstanceOfDossier,
  type TimelineRow,
  type WholeDossier,
} from './dossierLists.ts';
export { documentPage, statusEventPage, timeLimitPage, type RecordPlace } from './recordLists.ts';
export {
  listInstances,
  pathOfInstance,
  readWholeInstance,
  type InstanceEntry,
  type InstanceFilter,
  type PathCount,
  type WholeInstance,
} from './instanceLists.ts';
export {
  listIncidents,
  listJobs,
  listTimers,
  listWaitingMessages,
  readIncidentEntry,
  type IncidentEntry,
  type JobEntry,
  type MessageEntry,
  type TimerEntry,
  type TimerPlace,
} from './workLists.ts';
export {
  deployedFiles,
  listDefinitions,
  listMembers,
  officesOfUser,
  schemaStanding,
  type DefinitionEntry,
  type MemberEntry,
  type OfficeOfUser,
} from './officeLists.ts';
export { changesSince, memberOfSession, type ChangePlace, type ChangeRow, type Changes } from './eventLists.ts';
export { scanOffice, scannerRules, type Violation } from './scanner.ts';
export {
  createDocumentStore,
  type DocumentStore,
  type ScrubReport,
  type StoredDocument,
} from './documents/documentStore.ts';
export { DamagedDocument } from './documents/verifiedStream.ts';
export {
  EmbeddedPostgresError,
  removeEmbedded,
  startEmbedded,
  type Connections,
  type EmbeddedConnection,
  type EmbeddedOptions,
  type EmbeddedPostgres,
  type PostgresProgram,
} from './embedded/embeddedPostgres.ts';
export {
  claimSignals,
  dropReceiver,
  forgetSignals,
  isReceiverLeft,
  officesWithConditions,
  signalStartsFor,
  staleConditions,
  throwSignals,
  type DueSignal,
  type SignalWrite,
} from './signals.ts';
export {
  claimTimerStarts,
  nextTimerStartAt,
  readTimerStart,
  type TimerStart,
  type TimerStartWrite,
} from './timerStarts.ts';
export {
  claimBatchItems,
  deploymentsOfChosen,
  finishBatch,
  insertBatch,
  readBatch,
  setBatchState,
  settleBatchItem,
  type BatchFilter,
  type BatchItemState,
  type BatchKind,
  type BatchState,
  type DueItem,
  type StoredBatch,
} from './batches.ts';
export { listBatches, listBatchItems, readBatchEntry, type BatchEntry, type BatchItemEntry } from './batchLists.ts';
export { changeVersion, type VersionChange } from './instanceVersion.ts';
export { claimOutsideJobs, dueOutsideJobs, extendOutsideJob, type LockedJob } from './outsideJobs.ts';
export { matchingIncidents, type IncidentFilter } from './incidentsInBulk.ts';
export { eraseHistory, forgetInstances, overdueInstances, type Forgotten, type Retention } from './forgotten.ts';
