import {
	citiesOfTravels,
	countIdeas,
	type DrawnTravelMap,
	describeTravels,
	type ExchangeReportTexts,
	exchangeReportTextsIn,
	type Locale,
	PRACTICE_SECTIONS,
	type PracticeNames,
	practiceNamesIn,
	type ShownAdoption,
	TRANSFER_FACTORS,
	type TravelTexts,
	travelTextsIn,
	type WorkshopAdoptions,
} from '@charrette/shared'
import { travelMapOf, travelMapToSvg, travelsToSvg } from '../travelFiles.ts'
import { parseImage } from './parseImage.ts'
import type { ReportBlock, ReportCell, ReportSection } from './Report.ts'
import type { ReportExchange, ReportPractice } from './ReportExchange.ts'
import type { ReportScope } from './ReportScope.ts'

/** The input of the sections: the exchange, and texts in the language of the report. */
interface ExchangeScope {
	exchange: ReportExchange
	scope: ReportScope
	words: ExchangeReportTexts
	names: PracticeNames
	travelWords: TravelTexts
}

/**
 * Builds the sections on the exchange: how ideas travelled, the workshop's practices, and the ideas
 * that it adopted (REP5).
 */
export function exchangeSections(scope: ReportScope): ReportSection[] {
	const { exchange, locale } = scope
	if (!exchange) return []
	const words = exchangeReportTextsIn(locale)
	const all: ExchangeScope = {
		exchange,
		scope,
		words,
		names: practiceNamesIn(locale),
		travelWords: travelTextsIn(locale),
	}
	const parts = [...travelSection(all), ...practiceSections(all), ...adoptionSections(all)]
	if (parts.length === 0) return []
	return [{ level: 1, title: words.exchange, startsPage: true, blocks: [] }, ...parts]
}

function travelSection({ exchange, scope, travelWords: words, names }: ExchangeScope): ReportSection[] {
	const { travels, isPartial } = exchange.travels
	if (travels.length === 0) return []
	const summary = words.summary(countIdeas(travels), citiesOfTravels(travels).size)
	const image = exchange.picture && parseImage(exchange.picture)
	const rows = travels.flatMap(({ from, to, ideas }) =>
		ideas.map(({ title, status, at }): ReportCell[] => [
			from || words.unnamed,
			to || words.unnamed,
			title,
			`${names.statuses[status]} · ${dayIn(at, scope)}`,
		]),
	)
	const columns = [
		{ title: words.from, share: 2 },
		{ title: words.to, share: 2 },
		{ title: words.idea, share: 4 },
		{ title: words.status, share: 3 },
	]
	const map = travelMapOf(exchange.travels, scope.locale)
	const mapBlock = (shown: DrawnTravelMap): ReportBlock => ({
		type: 'picture',
		svg: travelMapToSvg(shown, exchange.travels, scope.locale),
		image: exchange.mapPicture && parseImage(exchange.mapPicture),
		alt: words.map,
	})
	const blocks: ReportBlock[] = [
		{ type: 'text', text: [summary, isPartial && words.partial].filter(Boolean).join(' · ') },
		{
			type: 'picture',
			svg: travelsToSvg(exchange.travels, scope.locale),
			image,
			alt: describeTravels(travels, words),
		},
		...(map ? [mapBlock(map)] : []),
		{ type: 'table', columns, rows },
	]
	return [{ level: 2, title: words.title, startsPage: false, blocks }]
}

function practiceSections(all: ExchangeScope): ReportSection[] {
	const { exchange, words, names, scope } = all
	const { practices, others, unpublished } = exchange
	if (practices.length + unpublished.length === 0) return []
	const notes = unpublished.map(({ title, state }) => `${title || words.untitled} (${names.states[state]})`)
	const blocks: ReportBlock[] = [
		...(notes.length > 0 ? [textBlock(words.unpublished(notes.join(scope.texts.comma)))] : []),
		...(others > 0 ? [textBlock(words.others(others))] : []),
	]
	const head = { level: 2, title: words.practices, startsPage: false, blocks }
	return [head, ...practices.map((one) => practiceSection(one, all))]
}

function practiceSection({ practice, visibility, adoptions }: ReportPractice, all: ExchangeScope): ReportSection {
	const { scope, words, names } = all
	const { facts, provenance, version, at } = practice
	const locale: Locale = practice.texts[scope.locale] ? scope.locale : practice.original
	const texts = practice.texts[locale]?.texts ?? {}
	const line = [
		facts.city.name || provenance.city,
		names.visibilities[visibility],
		`${words.version} ${version}, ${dayIn(at, scope)}`,
		...facts.themes.map((theme) => names.themes[theme]),
		...facts.sdgs.map((goal) => `SDG ${goal} ${names.sdgs[goal - 1]}`),
		facts.licence,
	]
	const people = facts.contributors.filter(({ name }) => name !== '').map(({ name }) => name)
	const rows = PRACTICE_SECTIONS.flatMap((section): ReportCell[][] => {
		const text = texts[section]
		return text && section !== 'title' ? [[names.sections[section], text]] : []
	})
	const named: ReportCell[][] = scope.namesAnybody
		? [
				[words.contributors, people.join(scope.texts.comma)],
				[words.contact, facts.contact ?? ''],
			]
		: []
	const columns = [
		{ title: words.section, share: 2 },
		{ title: words.text, share: 7 },
	]
	const address = visibility === 'public' && scope.origin ? [`${scope.origin}/practices/${practice.id}`] : []
	const blocks: ReportBlock[] = [
		textBlock([...line, ...address].filter(Boolean).join(' · ')),
		{ type: 'table', columns, rows: [...rows, ...named.filter(([, text]) => text !== '')] },
		...shownAdoptions(adoptions, all),
	]
	return { level: 3, title: texts.title ?? words.untitled, startsPage: false, blocks }
}

function shownAdoptions(adoptions: readonly ShownAdoption[], { words, names, scope }: ExchangeScope): ReportBlock[] {
	if (adoptions.length === 0) return []
	const columns = [
		{ title: words.adoptedBy, share: 2 },
		{ title: words.status, share: 2 },
		{ title: words.since, share: 2 },
		{ title: words.learned, share: 5 },
	]
	const rows = adoptions.map(({ city, status, at, report }): ReportCell[] => [
		city,
		names.statuses[status],
		dayIn(at, scope),
		report,
	])
	return [{ type: 'table', columns, rows }]
}

function adoptionSections(all: ExchangeScope): ReportSection[] {
	const { adoptions } = all.exchange
	if (adoptions.length === 0) return []
	const head = { level: 2, title: all.words.adoptions, startsPage: false, blocks: [] }
	return [head, ...adoptions.map((adoption) => adoptionSection(adoption, all))]
}

/**
 * Builds the section of an adopted idea: its origin, its status, its transfer check, and the
 * lessons learned.
 */
function adoptionSection(
	adoption: WorkshopAdoptions['adoptions'][number],
	{ words, names, scope }: ExchangeScope,
): ReportSection {
	const { title, from, city, status, statusAt, createdAt, factors, adaptation, report } = adoption
	const place = from && [from.city, from.group, from.session, from.workshop].filter(Boolean).join(' · ')
	const line = [
		city.name,
		`${names.statuses[status]}, ${dayIn(statusAt[status] ?? createdAt, scope)}`,
		place && words.from(place),
	]
	const checked = TRANSFER_FACTORS.flatMap((factor): ReportCell[][] => {
		const check = factors[factor]
		return check ? [[names.factors[factor], names.weights[check.weight], check.note]] : []
	})
	const factorColumns = [
		{ title: words.factor, share: 2 },
		{ title: words.effect, share: 2 },
		{ title: words.note, share: 5 },
	]
	const columns = [
		{ title: words.section, share: 2 },
		{ title: words.text, share: 7 },
	]
	const rows: ReportCell[][] = [
		[words.adaptation, adaptation],
		[words.learned, report],
	].filter(([, text]) => text !== '')
	const blocks: ReportBlock[] = [
		textBlock(line.filter(Boolean).join(' · ')),
		...(checked.length > 0 ? [{ type: 'table' as const, columns: factorColumns, rows: checked }] : []),
		...(rows.length > 0 ? [{ type: 'table' as const, columns, rows }] : []),
	]
	return { level: 3, title: title || words.untitled, startsPage: false, blocks }
}

function textBlock(text: string): ReportBlock {
	return { type: 'text', text }
}

function dayIn(at: number, { locale, zone }: Pick<ReportScope, 'locale' | 'zone'>): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: zone }).format(at)
}
