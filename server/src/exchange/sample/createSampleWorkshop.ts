import { type Board, createSections, LOCALES, writePracticeTexts } from '@charrette/shared'
import type { IndexedText } from '../../ports/PracticeStore.ts'
import { type CreateWorkshopRequest, createWorkshop, type WorkshopWithSecrets } from '../../workshops/createWorkshop.ts'
import { readSample, type Sample } from '../../workshops/sample/readSample.ts'
import { changeWorkshop } from '../../workshops/WorkshopDeps.ts'
import type { ExchangeDeps } from '../ExchangeDeps.ts'
import { type BuiltPractice, buildVersions, placePractice } from './buildSamplePractices.ts'
import { readSamplePractices } from './readSamplePractices.ts'
import { writeAdoptions } from './writeAdoptions.ts'

/**
 * Creates the sample workshop (SAMPLE1). Twelve solutions of its first day are practices that the
 * workshop sees, and cities have adopted some of them on its second day. Throws the errors of
 * `createWorkshop`.
 */
export async function createSampleWorkshop(
	deps: ExchangeDeps,
	request: CreateWorkshopRequest,
): Promise<WorkshopWithSecrets> {
	const [sample, practices, now] = [readSample(), readSamplePractices(), deps.now()]
	const versions = practices.map((one) => buildVersions(one, sample, { workshop: request.title, now }))
	// Another thread indexes meanwhile: the terms do not depend on the session and group of a
	// practice.
	const [created, indexed] = await Promise.all([
		createWorkshop(deps, request),
		deps.practiceIndexer.index(versions.flatMap((all) => all.slice(-1))),
	])
	const { workshop } = created
	const [first, second] = workshop.sessions
	if (!first || !second) throw new Error('the sample has two days')
	const days = { workshop, first, second, now, sample }
	const built = practices.map((one, index) => placePractice(one, versions[index] ?? [], days))
	await Promise.all([
		storePractices(deps, built, indexed),
		writeTexts(deps, built),
		writeSecondDay(deps, { built, sample, second }),
	])
	const references = built.map(({ practice: { id, state, source } }) => ({ id, state, ...source }))
	const changed = await changeWorkshop(deps, workshop.id, (known) => ({ ...known, practices: references }))
	return { ...created, workshop: changed }
}

/** Stores everything at the same time, so that the store commits it in one batch. */
async function storePractices(
	{ practices: store }: ExchangeDeps,
	built: readonly BuiltPractice[],
	indexed: readonly IndexedText[][],
): Promise<void> {
	await Promise.all(
		built.flatMap(({ practice, versions, published, adoptions }, index) => [
			store.create(practice),
			...versions.map((version) => {
				const listed = { practice: version, visibility: practice.visibility, workshop: practice.workshop, origin: null }
				return store.publish(listed, version === published ? (indexed[index] ?? []) : [])
			}),
			...adoptions.map(({ adoption }) => store.adopt(adoption)),
		]),
	)
}

/** Writes the documents in which the workshop continues to edit the practices. */
async function writeTexts({ rooms }: ExchangeDeps, built: readonly BuiltPractice[]): Promise<void> {
	await Promise.all(
		built.map(({ practice, published }) =>
			rooms.writePractice(practice.id, (doc) => {
				createSections(doc)
				for (const locale of LOCALES) writePracticeTexts(doc, locale, published.texts[locale]?.texts ?? {})
			}),
		),
	)
}

async function writeSecondDay(
	{ rooms }: ExchangeDeps,
	{ built, sample, second }: { built: readonly BuiltPractice[]; sample: Sample; second: { boards: readonly Board[] } },
): Promise<void> {
	const all = built.flatMap(({ published, adoptions }) => adoptions.map((adopted) => ({ published, ...adopted })))
	await Promise.all(
		second.boards.map(async (board) => {
			const own = all.filter(({ adoption }) => adoption.board === board.id)
			if (own.length > 0) await rooms.write(board, (doc) => writeAdoptions(doc, own, sample))
		}),
	)
}
