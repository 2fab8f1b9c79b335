import {
	domainTextsIn,
	type Locale,
	localesOf,
	PRACTICE_SECTIONS,
	type PracticeView,
	type PublishedPractice,
	practiceNamesIn,
	type ShownAdoption,
	translateTitle,
} from '@charrette/shared'
import { useState } from 'react'
import { imageUrl } from '../board/image/imageSize.ts'
import { joinParts, listNames } from '../i18n/listText.ts'
import { LOCALE_NAMES, useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { CopyField } from '../ui/CopyField.tsx'
import imageStyles from './images.module.css'
import { countryName, filterValueName } from './names.ts'
import styles from './practice.module.css'

interface PracticeArticleProps {
	view: PracticeView
	published: PublishedPractice
}

/** A published practice for reading, in one of its languages. */
export function PracticeArticle({ view, published }: PracticeArticleProps) {
	const { t } = useTranslation('exchange')
	const own = useLocale()
	const locales = localesOf(published)
	const [chosen, choose] = useState<Locale | null>(null)
	const shown = chosen ?? (locales.includes(own) ? own : published.original)
	const texts = published.texts[shown]?.texts ?? {}
	const sections = PRACTICE_SECTIONS.filter((section) => section !== 'title' && section !== 'abstract')
	const names = practiceNamesIn(own).sections
	return (
		<article className={styles['article']}>
			<header>
				<p className={styles['place']}>{placeOf(published, own)}</p>
				<Origin view={view} />
				<h1 lang={shown} dir="auto">
					{texts.title}
				</h1>
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
				<p className={styles['lead']} lang={shown} dir="auto">
					{texts.abstract}
				</p>
			</header>
			<Gallery published={published} />
			<Obstacles published={published} locale={own} />
			{sections.map((section) =>
				texts[section] ? (
					<section key={section}>
						<h2>{names[section]}</h2>
						<p lang={shown} dir="auto">
							{texts[section]}
						</p>
					</section>
				) : null,
			)}
			<Adoptions adoptions={view.adoptions} />
			<Facts published={published} shown={shown} />
		</article>
	)
}

/** The server that the practice came from, if it is another server. */
function Origin({ view: { origin, via, isRouteSigned } }: { view: PracticeView }) {
	const { t } = useTranslation('exchange')
	if (!origin) return null
	const host = new URL(origin).host
	const messenger = via ? hostOf(via) : null
	return (
		<p className={styles['origin']}>
			{messenger ? t('fromServerVia', { host, via: messenger }) : t('fromServer', { host })}
			{!isRouteSigned && ` · ${t('unsignedRoute')}`}
		</p>
	)
}

/** Returns the host of an address; null if it cannot be parsed. Safari 16 has no `URL.canParse`. */
function hostOf(address: string): string | null {
	try {
		return new URL(address).host
	} catch {
		return null
	}
}

function Gallery({ published }: { published: PublishedPractice }) {
	const { t } = useTranslation('exchange')
	const { images } = published.facts
	if (images.length === 0) return null
	return (
		<ul className={imageStyles['gallery']} aria-label={t('images.title')}>
			{images.map(({ path, alt, width, height }, index) => (
				<li key={path}>
					<a href={path} target="_blank" rel="noopener noreferrer">
						<img
							src={imageUrl(path, 1024)}
							alt={alt || t('images.number', { number: index + 1 })}
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

function Obstacles({ published, locale }: { published: PublishedPractice; locale: Locale }) {
	const { t } = useTranslation('exchange')
	const { obstacles } = published.facts
	const { categories } = domainTextsIn(locale)
	if (obstacles.length === 0) return null
	return (
		<section>
			<h2>{t('obstacles')}</h2>
			<ul className={styles['obstacles']}>
				{obstacles.map(({ text, category }) => (
					<li key={text} dir="auto">
						{text}
						{category && <small>{categories[category]}</small>}
					</li>
				))}
			</ul>
		</section>
	)
}

function Adoptions({ adoptions }: { adoptions: readonly ShownAdoption[] }) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const day = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium' })
	if (adoptions.length === 0) return null
	return (
		<section>
			<h2>{t('adoptions')}</h2>
			<ul className={styles['adoptions']}>
				{adoptions.map(({ city, country, status, at, report }) => (
					<li key={`${city} ${at}`}>
						<strong>{joinParts([city, country && countryName(country, locale)])}</strong>
						<span>{filterValueName('status', status, locale)}</span>
						<time>{day.format(at)}</time>
						{report && (
							<p className={styles['report']} dir="auto">
								{report}
							</p>
						)}
					</li>
				))}
			</ul>
		</section>
	)
}

function Facts({ published, shown }: { published: PublishedPractice; shown: Locale }) {
	const { t } = useTranslation('exchange')
	const day = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium' })
	const locale = useLocale()
	const { id, facts, version, at } = published
	const named = facts.contributors.flatMap(({ name, isNamed }) => (isNamed && name ? [name] : []))
	const address = `${location.origin}/practices/${id}`
	const authors = listNames([...new Set(named)]) || facts.city.name
	const title = published.texts[shown]?.texts.title ?? ''
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
			<CopyField label={t('cite')} text={`${authors} (${new Date(at).getUTCFullYear()}). ${title}. ${address}`} />
		</footer>
	)
}
