import { createId, type PracticeId, type PracticeReports, type ReportId, type ReportReason } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { Requester } from '../workshops/access.ts'
import { type ExchangeDeps, requireOwnPractice } from './ExchangeDeps.ts'

type Stores = Pick<ExchangeDeps, 'practices'>

/**
 * Stores the objection of a reader to a practice, and no data about the reader (PRACTICE7). Throws
 * `not_found` if the practice is no longer listed.
 */
export async function reportPractice(
	{ practices, now, hostEvents }: Stores & Pick<ExchangeDeps, 'now' | 'hostEvents'>,
	practice: PracticeId,
	report: { reason: ReportReason; text: string },
): Promise<void> {
	const isKept = await practices.report(practice, { id: createId<ReportId>(), at: now(), ...report })
	if (!isKept) throw new AppError('not_found', 'There is no such practice.')
	hostEvents.report({ event: 'practice.reported', practice })
}

/**
 * Returns the open reports of a practice, for facilitators of its workshop (PRACTICE7b). Throws
 * `not_found`.
 */
export async function readReports(deps: Stores, requester: Requester, id: string): Promise<PracticeReports> {
	const { id: practice } = await requireOwnPractice(deps, requester, id)
	return deps.practices.reportsOf(practice)
}

/** Dismisses a report without a check of permissions. Throws `not_found`. */
export async function dismissReport(
	{ practices }: Stores,
	{ id, report }: { id: string; report: string },
): Promise<void> {
	const isDismissed = await practices.dismissReport(id as PracticeId, report as ReportId)
	if (!isDismissed) throw new AppError('not_found', 'There is no such report.')
}
