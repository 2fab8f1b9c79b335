import {
	citePractice,
	describeBytes,
	describeEvidence,
	domainTextsIn,
	type Locale,
	localesOf,
	PRACTICE_SECTIONS,
	type PracticeId,
	type PracticeView,
	type PublishedPractice,
	practiceNamesIn,
	practiceTextId,
	practiceTextsIn,
	reportTextId,
	type ShownAdoption,
	translateTitle,
} from '@charrette/shared'
import { Fragment, type ReactNode, useMemo, useState } from 'react'
import { imageUrl } from '../boardParts/images/imageSize.ts'
import { basePath, pageAddress, serverPath } from '../connection/basePath.ts'
import { joinParts, listNames } from '../i18n/listText.ts'
import { LOCALE_NAMES, useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import {
	ORIGINALS,
	type ReadText,
	TranslationMark,
	useAskedTexts,
	useReader,
	useReadText,
} from '../reading/useReading.tsx'
import { Button } from '../ui/Button.tsx'
import { CopyField } from '../ui/CopyField.tsx'
import imageStyles from './images.module.css'
import { countryName, filterValueName, hostOf, serverName } from './names.ts'
import styles from './practice.module.css'

interface PracticeArticleProps {
	view: PracticeView
	published: PublishedPractice
}

/** A published practice for reading, in one of its languages; `children` follow the adoptions. */
export function PracticeArticle({ view, published, children }: PracticeArticleProps & { children?: ReactNode }) {
	const { t } = useTranslation('exchange')
	const own = useLocale()
	const locales = localesOf(published)
	const [chosen, choose] = useState<Locale | null>(null)
	const shown = chosen ?? (locales.includes(own) ? own : published.original)
	const texts = published.texts[shown]?.texts ?? {}
	const sections = PRACTICE_SECTIONS.filter((section) => section !== 'title' && section !== 'abstract')
	const names = practiceNamesIn(own).sections
	// A language that the reader has chosen is shown as it was written.
	const { read, mark } = usePracticeTexts(published, shown, { isTranslated: chosen === null })
	const title = read('title', texts.title)
	const abstract = read('abstract', texts.abstract)
	return (
		<article className={styles['article']}>
			<header>
				<p className={styles['place']}>{placeOf(published, own)}</p>
				<Origin view={view} published={published} />
				<h1 lang={title.lang} dir="auto">
					{title.text}
				</h1>
				{mark && (
					<div>
						<TranslationMark {...mark} />
					</div>
				)}
				{locales.length > 1 && (
					<fieldset className={styles['languages']} aria-label={t('languages')}>
						{locales.map((locale) => (
							<Button
								key={locale}
								size="small"
								variant="quiet"
								lang={locale}
								aria-pressed={locale === shown}
								onClick={() => choose(locale)}
							>
								{LOCALE_NAMES[locale]}
							</Button>
						))}
					</fieldset>
				)}
				{view.outdated.includes(shown) && <p className={styles['note']}>{t('outdated')}</p>}
				<p className={styles['lead']} lang={abstract.lang} dir="auto">
					{abstract.text}
				</p>
			</header>
			<Gallery published={published} read={read} />
			<Obstacles
				published={published}
				locale={own}
				read={read}
				idOf={(key) => practiceTextId(published.id, shown, key)}
			/>
			{sections.map((section) => {
				const { text, lang } = read(section, texts[section])
				return text ? (
					<section key={section}>
						<h2>{names[section]}</h2>
						<p lang={lang} dir="auto">
							{text}
						</p>
					</section>
				) : null
			})}
			<Evidence published={published} locale={own} origin={view.origin} read={read} />
			<Adoptions practice={published.id} adoptions={view.adoptions} />
			{children}
			<Facts published={published} shown={shown} />
		</article>
	)
}

/** Returns a text of the practice as it is read, by the key of its id. */
type ReadPracticeText = (key: string, text?: string) => ReadText

/**
 * Asks for the texts of a practice, and returns how they are read, with the mark for all of them if
 * they are translated (READ9).
 */
function usePracticeTexts(published: PublishedPractice, shown: Locale, { isTranslated }: { isTranslated: boolean }) {
	const texts = useMemo(() => (isTranslated ? practiceTextsIn(published, shown) : []), [published, shown, isTranslated])
	useAskedTexts(texts)
	const own = useReader()
	const reader = isTranslated ? own : ORIGINALS
	const read: ReadPracticeText = (key, text = '') => {
		const found = reader.readText(practiceTextId(published.id, shown, key), text)
		return { ...found, lang: found.lang ?? (key in (published.texts[shown]?.texts ?? {}) ? shown : undefined) }
	}
	const [marked] = texts.flatMap(({ id, text, section }) => {
		const found = reader.readText(id, text)
		return section && found.from !== null ? [{ card: id, read: found }] : []
	})
	return { read, mark: marked ?? null }
}

/** The server that the practice came from, if it is another server. */
function Origin({ view: { origin, via, isRouteSigned }, published }: PracticeArticleProps) {
	const { t } = useTranslation('exchange')
	if (!origin) return null
	const host = serverName(origin, published.provenance.organisation)
	const messenger = via ? hostOf(via) : null
	return (
		<p className={styles['origin']}>
			{messenger ? t('fromServerVia', { host, via: messenger }) : t('fromServer', { host })}
			{!isRouteSigned && ` · ${t('unsignedRoute')}`}
		</p>
	)
}

function Gallery({ published, read }: { published: PublishedPractice; read: ReadPracticeText }) {
	const { t } = useTranslation('exchange')
	const { images } = published.facts
	if (images.length === 0) return null
	return (
		<ul className={imageStyles['gallery']} aria-label={t('images.title')}>
			{images.map(({ path, alt, width, height }, index) => (
				<li key={path}>
					<a href={serverPath(path)} target="_blank" rel="noopener noreferrer">
						<img
							src={imageUrl(path, 1024)}
							alt={read(`alt${index}`, alt).text || t('images.number', { number: index + 1 })}
							width={width}
							height={height}
							loading="lazy"
						/>
					</a>
				</li>
			))}
		</ul>
	)
}

function placeOf({ facts, provenance }: PublishedPractice, locale: Locale): string {
	const { name, country, region } = facts.city
	const years = [facts.startedOn, facts.endedOn].filter(Boolean).join(' – ')
	const { workshop, session = '', group = '' } = provenance
	const origin = [workshop, translateTitle(session, locale), translateTitle(group, locale)]
	return [name || provenance.city, region, country && countryName(country, locale), years, ...origin]
		.filter(Boolean)
		.join(' · ')
}

interface PartProps {
	published: PublishedPractice
	locale: Locale
	read: ReadPracticeText
}

function Obstacles({ published, locale, read, idOf }: PartProps & { idOf: (key: string) => string }) {
	const { t } = useTranslation('exchange')
	const { obstacles } = published.facts
	const { categories } = domainTextsIn(locale)
	if (obstacles.length === 0) return null
	return (
		<section>
			<h2>{t('obstacles')}</h2>
			<ul className={styles['obstacles']}>
				{obstacles.map(({ text, category }, index) => {
					const shown = read(`obstacle${index}`, text)
					return (
						<li key={text} dir="auto">
							<span lang={shown.lang}>{shown.text}</span>
							{category && <small>{categories[category]}</small>}
							<TranslationMark card={idOf(`obstacle${index}`)} read={shown} />
						</li>
					)
				})}
			</ul>
		</section>
	)
}

interface EvidenceProps extends PartProps {
	/** The server that has the documents, if it is another one. */
	origin: string | null
}

/** What others can check: progress, money, partners, figures and links. */
function Evidence({ published: { facts }, locale, origin, read }: EvidenceProps) {
	const { t } = useTranslation('exchange')
	if (!facts.evidence) return null
	const { funding = '', figures, ...others } = facts.evidence
	const evidence = {
		...others,
		funding: read('funding', funding).text,
		figures: figures.map((one, index) => ({ ...one, indicator: read(`figure${index}`, one.indicator).text })),
		links: others.links.map((one, index) => ({ ...one, title: read(`link${index}`, one.title).text })),
	}
	const names = practiceNamesIn(locale).evidence
	const { links: _, documents: __, ...lines } = describeEvidence(evidence, locale)
	const known = (Object.keys(lines) as (keyof typeof lines)[]).filter((name) => lines[name] !== '')
	const { links, documents = [] } = evidence
	if (known.length + links.length + documents.length === 0) return null
	return (
		<section>
			<h2>{t('evidence.title')}</h2>
			<dl className={styles['evidence']}>
				{known.map((name) => (
					<Fragment key={name}>
						<dt>{names[name]}</dt>
						<dd dir="auto">{lines[name]}</dd>
					</Fragment>
				))}
				{links.length > 0 && (
					<>
						<dt>{names.links}</dt>
						{links.map(({ url, title }) => (
							<dd key={`${url} ${title}`} dir="auto">
								<a href={url} target="_blank" rel="noopener noreferrer nofollow">
									{title}
								</a>
							</dd>
						))}
					</>
				)}
				{documents.length > 0 && (
					<>
						<dt>{names.documents}</dt>
						{documents.map(({ path, title, bytes }) => (
							<dd key={path} dir="auto">
								<a href={(origin ?? basePath()) + path} download={`${title}.pdf`} rel="noopener noreferrer nofollow">
									{title}
								</a>{' '}
								({describeBytes(bytes, locale)})
							</dd>
						))}
					</>
				)}
			</dl>
		</section>
	)
}

interface AdoptionsProps {
	practice: PracticeId
	adoptions: readonly ShownAdoption[]
}

function Adoptions({ practice, adoptions }: AdoptionsProps) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const day = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium' })
	if (adoptions.length === 0) return null
	return (
		<section>
			<h2>{t('adoptions')}</h2>
			<ul className={styles['adoptions']}>
				{adoptions.map(({ city, country, status, at, report, server }) => (
					<li key={`${server} ${city} ${at}`}>
						<strong>{joinParts([city, country && countryName(country, locale)])}</strong>
						<span>{filterValueName('status', status, locale)}</span>
						<time>{day.format(at)}</time>
						{server && hostOf(server) && <small>{hostOf(server)}</small>}
						{report && <AdoptionReport id={reportTextId(practice, { city, at })} report={report} />}
					</li>
				))}
			</ul>
		</section>
	)
}

/** What a city says of its adoption, in the reader's language. */
function AdoptionReport({ id, report }: { id: string; report: string }) {
	const read = useReadText(id, report)
	return (
		<>
			<p className={styles['report']} dir="auto" lang={read.lang}>
				{read.text}
			</p>
			<TranslationMark card={id} read={read} />
		</>
	)
}

function Facts({ published, shown }: { published: PublishedPractice; shown: Locale }) {
	const { t } = useTranslation('exchange')
	const day = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium' })
	const locale = useLocale()
	const { facts, version, at } = published
	const named = facts.contributors.flatMap(({ name, isNamed }) => (isNamed && name ? [name] : []))
	const tags = [
		...facts.themes.map((theme) => filterValueName('theme', theme, locale)),
		...facts.sdgs.map((goal) => filterValueName('sdg', String(goal), locale)),
	]
	return (
		<footer className={styles['facts']}>
			{tags.length > 0 && (
				<ul className={styles['tags']}>
					{tags.map((tag) => (
						<li key={tag}>{tag}</li>
					))}
				</ul>
			)}
			<dl>
				{named.length > 0 && (
					<>
						<dt>{t('contributors')}</dt>
						<dd>{listNames(named)}</dd>
					</>
				)}
				{facts.contact && (
					<>
						<dt>{t('contact')}</dt>
						<dd>{facts.contact}</dd>
					</>
				)}
				<dt>{t('licence')}</dt>
				<dd>{facts.licence}</dd>
				<dt>{t('version')}</dt>
				<dd>
					{version} · {day.format(at)}
				</dd>
			</dl>
			<CopyField label={t('cite')} text={citePractice(published, { locale, shown, origin: pageAddress() })} />
		</footer>
	)
}
