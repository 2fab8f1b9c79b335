import { type FoundPractice, passageTextId, pickLanguageOf, practiceTextId } from '@charrette/shared'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { imageUrl } from '../boardParts/images/imageSize.ts'
import { joinParts } from '../i18n/listText.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { TranslationMark, useOwnLanguage, useReadText } from '../reading/useReading.tsx'
import { MarkedText } from '../ui/MarkedText.tsx'
import { countryName, filterValueName, serverName } from './names.ts'
import styles from './search.module.css'

interface FoundCardProps {
	practice: FoundPractice
	/** The query that keeps the workshop in links within the exchange. */
	query: string
	/** Buttons below the text. */
	children?: ReactNode
}

/** A practice in a list: its first image, title, city and summary. */
export function FoundCard({ practice, query, children }: FoundCardProps) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const { id, title, abstract, excerpt, city, country, image } = practice
	const { languages, adoptions, themes, origin, organisation, visibility } = practice
	const place = joinParts([city, country && countryName(country, locale)])
	const { isForeign, ...read } = useFoundTexts(practice)
	return (
		<article className={styles['card']} data-foreign={isForeign}>
			{image && <img src={imageUrl(image.path, 1024)} alt={read.alt.text || image.alt} loading="lazy" />}
			<div className={styles['texts']}>
				<h2 lang={read.title.lang ?? practice.locale}>
					<Link href={`/exchange/${id}${query}`}>
						{read.title.isTranslated ? read.title.text : <MarkedText {...title} />}
					</Link>
				</h2>
				<p className={styles['place']}>{place}</p>
				<p lang={read.abstract.lang ?? practice.locale} dir="auto">
					{read.abstract.isTranslated ? read.abstract.text : <MarkedText {...abstract} />}
				</p>
			</div>
			{excerpt && (
				<p lang={read.passage.lang ?? practice.locale} dir="auto" className={styles['excerpt']}>
					{read.passage.isTranslated ? read.passage.text : <MarkedText {...excerpt} />}
				</p>
			)}
			{isForeign && (
				<div className={styles['reading']}>
					<TranslationMark {...read.mark} />
				</div>
			)}
			<ul className={styles['tags']}>
				{themes.map((theme) => (
					<li key={theme}>{filterValueName('theme', theme, locale)}</li>
				))}
				{adoptions > 0 && <li data-kind="adoptions">{t('adoptedBy', { count: adoptions })}</li>}
				{languages.length > 1 && (
					<li>{languages.map((one) => filterValueName('language', one, locale)).join(' · ')}</li>
				)}
				{visibility === 'workshop' && <li>{t('onlyWorkshop')}</li>}
				{origin && <li>{serverName(origin, organisation)}</li>}
			</ul>
			{children}
		</article>
	)
}

/** Asks for the texts of a practice in another language, and returns how they are read (READ9). */
function useFoundTexts({ id, locale, title, abstract, excerpt, image }: FoundPractice) {
	const own = useOwnLanguage()
	const isForeign = own !== null && pickLanguageOf(own, [locale]) === undefined
	const asked = (text = '') => (isForeign ? text : '')
	const titleId = practiceTextId(id, locale, 'title')
	const readTitle = useReadText(titleId, asked(title.text))
	const readAbstract = useReadText(practiceTextId(id, locale, 'abstract'), asked(abstract.text))
	const alt = useReadText(practiceTextId(id, locale, 'alt0'), asked(image?.alt))
	// An excerpt is cut anywhere; the passage around it is translated.
	const passage = useReadText(passageTextId(id, locale, excerpt?.passage?.index ?? 0), asked(excerpt?.passage?.text))
	const read = [readTitle, readAbstract, passage].find(({ from }) => from !== null) ?? readTitle
	return { isForeign, title: readTitle, abstract: readAbstract, alt, passage, mark: { card: titleId, read } }
}
