import {
	describeEvidence,
	domainTextsIn,
	type Locale,
	localesOf,
	PRACTICE_SECTIONS,
	type PracticeFacts,
	type PracticeView,
	type PublishedPractice,
	practiceNamesIn,
	publicFacts,
} from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { type ExchangeAccess, fetchVersion } from '../connection/api/exchange.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { listNames } from '../i18n/listText.ts'
import { currentLanguage, LOCALE_NAMES, useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { useFailureToast } from '../ui/useAttempt.ts'
import { countryName, filterValueName } from './names.ts'
import practiceStyles from './practice.module.css'
import styles from './versions.module.css'
import { type TextPart, wordDifference } from './wordDifference.ts'

const NO_EVIDENCE = { links: [], figures: [] }

/** The parts of a version that are compared. */
type Compared = Pick<PublishedPractice, 'texts' | 'facts' | 'original'>
/** The number of a version, or the draft that the workshop is writing. */
type VersionName = `${number}` | 'draft'

/**
 * Returns the versions of a practice, oldest first, and last the draft if the reader may write it.
 */
function versionsOf({ versions, draft }: PracticeView): VersionName[] {
	const published = versions.map(({ version }): VersionName => `${version}`).reverse()
	return draft && draft.practice.state !== 'withdrawn' ? [...published, 'draft'] : published
}

/** Whether there are two versions to compare. */
export function hasVersions(view: PracticeView): boolean {
	return view.versions.length > 0 && versionsOf(view).length > 1
}

/** Two versions of a practice with their differences, word by word (PRACTICE4b). */
export function VersionHistory({ access, view }: { access: ExchangeAccess; view: PracticeView }) {
	const { t } = useTranslation('exchange')
	const own = useLocale()
	const names = versionsOf(view)
	const newest = Math.max(1, view.versions.length - 1)
	const [chosen, choose] = useState({ earlier: newest - 1, later: newest })
	const [locale, setLocale] = useState<Locale | null>(null)
	const earlier = useVersion({ access, view, name: names[chosen.earlier] ?? 'draft' })
	const later = useVersion({ access, view, name: names[chosen.later] ?? 'draft' })
	const day = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium' })
	const optionOf = (index: number) => {
		const number = names[index] ?? 'draft'
		const at = view.versions.find(({ version }) => `${version}` === number)?.at ?? 0
		const label = number === 'draft' ? t('versions.draft') : `${t('version')} ${number} · ${day.format(at)}`
		return { value: `${index}`, label }
	}
	const indices = names.map((_, index) => index)
	const locales = later && earlier ? [...new Set([...localesOf(later), ...localesOf(earlier)])] : []
	const shown = locale ?? (locales.includes(own) ? own : (later?.original ?? own))
	return (
		<article className={styles['versions']}>
			<h1>{t('versions.title')}</h1>
			<div className={styles['choice']}>
				<Select
					label={t('versions.earlier')}
					value={`${chosen.earlier}`}
					options={indices.slice(0, -1).map(optionOf)}
					onChange={(value) => choose({ earlier: Number(value), later: Math.max(chosen.later, Number(value) + 1) })}
				/>
				<span aria-hidden="true">→</span>
				<Select
					label={t('versions.later')}
					value={`${chosen.later}`}
					options={indices.slice(chosen.earlier + 1).map(optionOf)}
					onChange={(value) => choose({ ...chosen, later: Number(value) })}
				/>
			</div>
			{locales.length > 1 && (
				<fieldset className={practiceStyles['languages']} aria-label={t('languages')}>
					{locales.map((one) => (
						<Button
							key={one}
							size="small"
							variant="quiet"
							lang={one}
							aria-pressed={one === shown}
							onClick={() => setLocale(one)}
						>
							{LOCALE_NAMES[one]}
						</Button>
					))}
				</fieldset>
			)}
			{earlier && later ? (
				<Differences earlier={earlier} later={later} locale={shown} />
			) : (
				<p role="status">{t('opening')}</p>
			)}
		</article>
	)
}

function useVersion({
	access,
	view: { published, versions, draft },
	name,
}: {
	access: ExchangeAccess
	view: PracticeView
	name: VersionName
}): Compared | null {
	const id = published?.id ?? draft?.practice.id
	const isKnown = name === 'draft' || `${published?.version}` === name
	const query = useQuery({
		queryKey: ['practice version', id, name, access?.token],
		queryFn: () => fetchVersion(access, id ?? ('' as PublishedPractice['id']), Number(name)),
		enabled: !isKnown && versions.length > 0,
	})
	useFailureToast(queryFailure(query))
	if (name !== 'draft') return isKnown ? published : (query.data ?? null)
	if (!draft) return null
	const { practice, texts } = draft
	const written = Object.entries(texts).map(([locale, now]) => [locale, { at: practice.updatedAt, texts: now }])
	return { texts: Object.fromEntries(written), facts: publicFacts(practice.facts), original: practice.original }
}

interface DifferencesProps {
	earlier: Compared
	later: Compared
	locale: Locale
}

/** A heading and its text in two versions. */
interface ComparedText {
	key: string
	heading: string
	earlier: string
	later: string
	/** The language of both texts. */
	locale: Locale
}

/** The sections and details that differ, and the names of those that do not. */
function Differences(props: DifferencesProps) {
	const { t } = useTranslation('exchange')
	const all = useComparedTexts(props)
	const isSame = (one: ComparedText) => one.earlier === one.later
	const changed = all.filter((one) => !isSame(one))
	const unchanged = all.filter((one) => isSame(one) && one.later !== '')
	const list = new Intl.ListFormat(useLanguage(), { type: 'conjunction' })
	return (
		<>
			<p role="status">
				{changed.length === 0 ? t('versions.same') : t('versions.changed', { count: changed.length })}
			</p>
			{changed.map((one) => (
				<section key={one.key}>
					<h2>{one.heading}</h2>
					<p lang={one.locale} dir="auto">
						<MarkedDifference parts={wordDifference(one.earlier, one.later, one.locale)} />
					</p>
				</section>
			))}
			{changed.length > 0 && unchanged.length > 0 && (
				<p className={styles['unchanged']}>
					{t('versions.unchanged', { sections: list.format(unchanged.map(({ heading }) => heading)) })}
				</p>
			)}
		</>
	)
}

/**
 * Removed and added words, distinguished by more than their colour. Screen readers announce which
 * of the two they are.
 */
function MarkedDifference({ parts }: { parts: readonly TextPart[] }) {
	const { t } = useTranslation('exchange')
	return parts.map(({ text, change }, index) => {
		if (change === 'same') return <Fragment key={index}>{text}</Fragment>
		const Mark = change === 'added' ? 'ins' : 'del'
		return (
			<Mark key={index}>
				<span className="visuallyHidden">{t(`versions.${change}`)} </span>
				{text}
			</Mark>
		)
	})
}

/** Returns every section in the chosen language, then the details in the reader's language. */
function useComparedTexts({ earlier, later, locale }: DifferencesProps): ComparedText[] {
	const { t } = useTranslation('exchange')
	const own = useLocale()
	const { sections } = practiceNamesIn(own)
	const written = PRACTICE_SECTIONS.map((section): ComparedText => {
		const textOf = ({ texts }: Compared) => texts[locale]?.texts[section] ?? ''
		return { key: section, heading: sections[section], earlier: textOf(earlier), later: textOf(later), locale }
	})
	const headings: Record<keyof ReturnType<typeof describeFacts>, string> = {
		place: t('editor.city'),
		time: t('versions.time'),
		theme: t('filters.theme'),
		category: t('filters.category'),
		sdg: t('filters.sdg'),
		obstacles: t('obstacles'),
		contributors: t('contributors'),
		contact: t('contact'),
		licence: t('licence'),
		...practiceNamesIn(own).evidence,
	}
	const [before, after] = [describeFacts(earlier.facts, own), describeFacts(later.facts, own)]
	const names = Object.keys(headings) as (keyof typeof headings)[]
	const details = names.map((name) => {
		return { key: name, heading: headings[name], earlier: before[name], later: after[name], locale: own }
	})
	return [...written, ...details]
}

/** Returns the facts of a version as texts in a language. */
function describeFacts(facts: PracticeFacts, locale: Locale) {
	const { city, startedOn, endedOn, themes, categories, sdgs, obstacles, contributors, contact, licence, evidence } =
		facts
	const named = (filter: 'theme' | 'sdg', values: readonly (string | number)[]) =>
		listNames(values.map((value) => filterValueName(filter, String(value), locale)))
	const country = city.country && countryName(city.country, locale)
	const population = city.population && new Intl.NumberFormat(currentLanguage.get()).format(city.population)
	const { categories: categoryNames } = domainTextsIn(locale)
	return {
		place: [city.name, city.region, country, population].filter(Boolean).join(' · '),
		time: [startedOn, endedOn].filter(Boolean).join(' – '),
		theme: named('theme', themes),
		category: listNames(categories.map((category) => categoryNames[category])),
		sdg: named('sdg', sdgs),
		obstacles: obstacles.map(({ text }) => text).join('\n'),
		contributors: listNames(contributors.flatMap(({ name, isNamed }) => (isNamed && name ? [name] : []))),
		contact: contact ?? '',
		licence,
		...describeEvidence(evidence ?? NO_EVIDENCE, locale),
	}
}
