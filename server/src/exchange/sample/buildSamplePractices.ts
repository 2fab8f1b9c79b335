import {
	type Adoption,
	type AdoptionId,
	createId,
	EMPTY_FACTS,
	findBoard,
	LOCALES,
	type Locale,
	type Practice,
	type PracticeId,
	type PracticeTexts,
	type PublishedPractice,
	type PublishedTexts,
	type Session,
	type Workshop,
} from '@charrette/shared'
import type { Sample } from '../../workshops/sample/readSample.ts'
import type { SampleAdoption, SamplePractice } from './readSamplePractices.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * A practice of the sample as it is stored: the record that its workshop edits, its versions, and
 * its adoptions.
 */
export interface BuiltPractice {
	practice: Practice
	/** Oldest first. */
	versions: PublishedPractice[]
	/** The newest version. */
	published: PublishedPractice
	adoptions: { adoption: Adoption; from: SampleAdoption }[]
}

interface SampleDays {
	workshop: Workshop
	/** The first day, on whose boards the practices began. */
	first: Session
	/** The second day, on whose boards they were adopted. */
	second: Session
	/** The time in ms from which days are counted back. */
	now: number
	sample: Sample
}

/**
 * Returns the versions of a practice, oldest first, from its texts and from the obstacles that its
 * card addresses on the board of the first day. Their provenance has no session and group yet.
 */
export function buildVersions(
	from: SamplePractice,
	{ cards, links }: Sample,
	{ workshop, now }: { workshop: string; now: number },
): PublishedPractice[] {
	const answered = links.filter((link) => link.from === from.card).map(({ to }) => to)
	const obstacles = cards.filter(({ id }) => answered.includes(id))
	const categories = [...new Set(obstacles.flatMap(({ category }) => category ?? []))]
	const met = obstacles.map(({ text, category }) => ({ text, ...(category && { category }) }))
	const at = now - from.publishedDaysAgo * DAY_MS
	const revisedAt = from.revisedDaysAgo === undefined ? null : now - from.revisedDaysAgo * DAY_MS
	const common = {
		id: createId<PracticeId>(),
		original: from.original,
		facts: { ...EMPTY_FACTS, ...from.facts, categories, obstacles: met },
		provenance: { city: from.facts.city.name, workshop, at: at - DAY_MS },
	}
	const versions: PublishedPractice[] = [
		{ ...common, version: 1, at, texts: publishTexts(from, () => at, { isFirst: true }) },
	]
	if (revisedAt !== null) {
		const timeOf = (locale: Locale) => (from.earlier[locale] ? revisedAt : at)
		versions.push({ ...common, version: 2, at: revisedAt, texts: publishTexts(from, timeOf, { isFirst: false }) })
	}
	return versions
}

/**
 * Returns a practice in a new workshop, which began in a group of the first day and was adopted on
 * boards of the second day.
 */
export function placePractice(
	from: SamplePractice,
	bare: readonly PublishedPractice[],
	{ workshop, first, second, now, sample }: SampleDays,
): BuiltPractice {
	const card = sample.cards.find(({ id }) => id === from.card)
	const group = first.groups[(card?.group ?? 1) - 1]
	if (!card || !group) throw new Error(`the sample has no card ${from.card} on a board`)
	const versions = bare.map((version) => {
		return { ...version, provenance: { ...version.provenance, session: first.title, group: group.name } }
	})
	const published = versions.at(-1) as PublishedPractice
	const adoptions = from.adoptions.map((adopted) => {
		const board = second.groups[adopted.group - 1]?.board
		if (!board || !findBoard(workshop, board)) throw new Error(`there is no group ${adopted.group}`)
		const country = sample.cities.find(({ name }) => name === adopted.city)?.country
		return {
			from: adopted,
			adoption: buildAdoption(adopted, { practice: published, workshop, board, country, now }),
		}
	})
	const { id, original, facts, provenance } = published
	const practice: Practice = {
		...{ id, original, facts, provenance },
		workshop: workshop.id,
		revision: 1,
		state: 'published',
		visibility: 'workshop',
		title: published.texts[from.original]?.texts.title ?? '',
		source: { board: group.board, card: `shape:${from.card}` },
		version: published.version,
		createdAt: provenance.at,
		updatedAt: published.at,
	}
	return { practice, versions, published, adoptions }
}

/** Returns the texts of a version, in every language that has some. */
function publishTexts(
	{ texts, earlier }: SamplePractice,
	timeOf: (locale: Locale) => number,
	{ isFirst }: { isFirst: boolean },
): PublishedPractice['texts'] {
	const published: Partial<Record<Locale, PublishedTexts>> = {}
	for (const locale of LOCALES) {
		const written: PracticeTexts | undefined = texts[locale]
		if (written)
			published[locale] = { at: timeOf(locale), texts: isFirst ? { ...written, ...earlier[locale] } : written }
	}
	return published
}

function buildAdoption(
	{ city, status, daysAgo, factors, adaptation, report, isShown }: SampleAdoption,
	place: {
		practice: PublishedPractice
		workshop: Workshop
		board: Adoption['board']
		country: string | undefined
		now: number
	},
): Adoption {
	const { practice, workshop, board, country, now } = place
	const statusAt = Object.fromEntries(Object.entries(daysAgo).map(([name, days]) => [name, now - days * DAY_MS]))
	const times = Object.values(statusAt)
	return {
		id: createId<AdoptionId>(),
		practice: practice.id,
		version: practice.version,
		workshop: workshop.id,
		board,
		card: `shape:adopted-${practice.id}`,
		city: { name: city, ...(country && { country }) },
		status,
		statusAt,
		factors,
		adaptation,
		report,
		isShown,
		revision: 1,
		createdAt: Math.min(...times),
		updatedAt: Math.max(...times),
	}
}
