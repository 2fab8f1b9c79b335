import type { Role, Workshop, WorkshopId } from '@charrette/shared'
import type { WorkshopDeps } from './WorkshopDeps.ts'
import { requireWorkshop } from './WorkshopDeps.ts'

/** Makes a further link for a role, and gives its secret this once. Throws `not_found` if there is no such workshop. */
export async function createLink(
	deps: WorkshopDeps,
	id: WorkshopId,
	role: Role,
): Promise<{ workshop: Workshop; secret: string }> {
	const workshop = await requireWorkshop(deps, id)
	return { workshop, secret: await deps.tokens.createSecret({ workshop: id, role }) }
}
