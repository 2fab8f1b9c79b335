import { useTranslation } from '../i18n/useTranslation.ts'
import styles from './export.module.css'
import { PDF_LAYOUTS, type RenderOptions } from './exportFormats.ts'
import { SHEET_PAPERS } from './pdf/paper.ts'
import { CARD_COUNTS, CARD_PAPERS, CARD_SOURCES } from './pdf/planCards.ts'
import { PAPERS } from './pdf/planPages.ts'
import { ORIENTATIONS, POSTER_SIZES } from './pdf/planPoster.ts'
import { RadioGroup } from './RadioGroup.tsx'

interface PdfOptionsProps {
	options: RenderOptions
	onChange: (options: RenderOptions) => void
}

/** The purpose of a PDF, and the options for it. */
export function PdfOptions({ options, onChange }: PdfOptionsProps) {
	const { t } = useTranslation(['board', 'archive'])
	return (
		<>
			<RadioGroup
				label={t('archive:options.layout')}
				value={options.layout}
				options={PDF_LAYOUTS.map((layout) => ({ value: layout, label: t(`archive:options.layouts.${layout}`) }))}
				onChange={(layout) => onChange({ ...options, layout })}
			/>
			{options.layout === 'pages' && (
				<RadioGroup
					label={t('archive:options.paper')}
					value={options.paper}
					options={PAPERS.map((paper) => ({ value: paper, label: t(`archive:options.papers.${paper}`) }))}
					onChange={(paper) => onChange({ ...options, paper })}
				/>
			)}
			{options.layout === 'poster' && <PosterChoices options={options} onChange={onChange} />}
			{options.layout === 'cards' && <CardChoices options={options} onChange={onChange} />}
			{options.layout === 'pages' && <p className={styles['privateNote']}>{t('archive:options.untagged')}</p>}
		</>
	)
}

function PosterChoices({ options, onChange }: PdfOptionsProps) {
	const { t } = useTranslation(['board', 'archive'])
	const { poster } = options
	const change = (changed: Partial<typeof poster>) => onChange({ ...options, poster: { ...poster, ...changed } })
	// A poster cannot be split over sheets of its own size.
	const papers = SHEET_PAPERS.filter((paper) => paper !== poster.size)
	return (
		<>
			<RadioGroup
				label={t('archive:options.posterSize')}
				value={poster.size}
				options={POSTER_SIZES.map((size) => ({ value: size, label: size.toUpperCase() }))}
				onChange={(size) => change({ size, ...(poster.sheets === size && { sheets: null }) })}
			/>
			<RadioGroup
				label={t('archive:options.orientation')}
				value={poster.orientation}
				options={ORIENTATIONS.map((value) => ({ value, label: t(`archive:options.orientations.${value}`) }))}
				onChange={(orientation) => change({ orientation })}
			/>
			<RadioGroup
				label={t('archive:options.printOn')}
				value={poster.sheets ?? 'one'}
				options={[
					{ value: 'one' as const, label: t('archive:options.oneSheet') },
					...papers.map((paper) => ({ value: paper, label: t(`archive:options.papers.${paper}`) })),
				]}
				onChange={(sheets) => change({ sheets: sheets === 'one' ? null : sheets })}
			/>
		</>
	)
}

function CardChoices({ options, onChange }: PdfOptionsProps) {
	const { t } = useTranslation(['board', 'archive'])
	const { cards } = options
	const change = (changed: Partial<typeof cards>) => onChange({ ...options, cards: { ...cards, ...changed } })
	return (
		<>
			<RadioGroup
				label={t('archive:options.cardSource')}
				value={cards.source}
				options={CARD_SOURCES.map((source) => ({ value: source, label: t(`archive:options.cardSources.${source}`) }))}
				onChange={(source) => change({ source })}
			/>
			<RadioGroup
				label={t('archive:options.perSheet')}
				value={cards.count}
				options={CARD_COUNTS.map((count) => ({ value: count, label: String(count) }))}
				onChange={(count) => change({ count })}
			/>
			<RadioGroup
				label={t('archive:options.paper')}
				value={cards.paper}
				options={CARD_PAPERS.map((paper) => ({ value: paper, label: t(`archive:options.papers.${paper}`) }))}
				onChange={(paper) => change({ paper })}
			/>
		</>
	)
}
