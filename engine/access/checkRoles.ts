import type { RolesFile } from '../contract/bundle.ts';
import type { ModelProblem } from '../contract/problem.ts';
import { isPermission, permissionKeys } from './permissions.ts';

/** What is wrong with an office's roles: a permission that does not exist, a lane of an unknown role. */
export function checkRoles(rolesFile: RolesFile, file = 'roles.json'): readonly ModelProblem[] {
  const problems: ModelProblem[] = [];
  for (const [role, definition] of Object.entries(rolesFile.roles)) {
    definition.permissions.forEach((permission, at) => {
      if (isPermission(permission)) return;
      problems.push({
        rule: 'unknown-permission',
        severity: 'error',
        file,
        pointer: `/roles/${role}/permissions/${at}`,
        sentence: `Expected a permission of the table, but role "${role}" names "${permission}". Known: ${permissionKeys.join(', ')}.`,
      });
    });
  }
  for (const [lane, role] of Object.entries(rolesFile.lanes)) {
    if (Object.hasOwn(rolesFile.roles, role)) continue;
    problems.push({
      rule: 'unknown-role',
      severity: 'error',
      file,
      pointer: `/lanes/${lane.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      sentence: `Lane "${lane}" belongs to role "${role}", but there is no such role.`,
    });
  }
  return problems;
}
