import { Type } from '@sinclair/typebox';
import { fileDocument } from '../../commands/fileDocument.ts';
import { DocumentRow, UploadFields } from '../../contract/dossier.ts';
import { Id } from '../../contract/page.ts';
import { checkDossier } from '../../queries/addressed.ts';
import { documentContent, documentRow } from '../../queries/documents.ts';
import { contentAnswer } from '../documents/content.ts';
import { readUpload } from '../documents/upload.ts';
import { streamRoute, uploadRoute, type Route } from '../route.ts';

const params = Type.Object({ id: Id });

/** Bytes in and out. */
export const documentRoutes: readonly Route[] = [
  uploadRoute({
    method: 'POST',
    path: '/dossiers/{id}/documents',
    summary: 'File a document in a dossier; fields come before the file.',
    access: 'document.upload',
    params,
    form: UploadFields,
    response: DocumentRow,
    status: 201,
    handle: async ({ services, call, look, params: { id }, incoming }) => {
      await checkDossier(look, id);
      const upload = await readUpload(incoming, services.documents, services.settings.documentLimitBytes);
      const { fields, ...file } = upload;
      const { kind, title } = fields;
      const language = fields.language === undefined || fields.language === '' ? null : fields.language;
      const arrival = { dossierId: id, kind, title, language, ...file, timeZone: look.words.timeZone };
      const filed = await fileDocument(services.runtime, call, arrival);
      return { body: documentRow(look.officeId, filed) };
    },
  }),
  streamRoute({
    method: 'GET',
    path: '/documents/{id}/content',
    summary: 'The bytes of a document.',
    access: 'document.view',
    params,
    produces: 'application/octet-stream',
    handle: async ({ services, look, params: { id } }) =>
      contentAnswer(services.documents, await documentContent(look, id)),
  }),
];
