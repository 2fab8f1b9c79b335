import { type CsvSeparator, usualSeparator } from '@charrette/shared'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import styles from './export.module.css'
import type { FormatDefinition, RenderOptions } from './exportFormats.ts'
import { PdfOptions } from './PdfOptions.tsx'
import { RadioGroup } from './RadioGroup.tsx'
import type { useTextChoices } from './useTextLanguage.tsx'

const PARTS = ['all', 'selection'] as const
const SCALES = [1, 2, 3] as const
const SEPARATORS = ['comma', 'semicolon'] as const satisfies readonly CsvSeparator[]
const BACKGROUNDS = ['paper', 'transparent'] as const

interface ExportOptionsProps {
	format: FormatDefinition
	options: RenderOptions
	selection: readonly string[]
	/** Null if the texts cannot be translated. */
	textChoices: ReturnType<typeof useTextChoices> | null
	isAnonymous: boolean
	isBusy: boolean
	onChange: (options: RenderOptions) => void
}

/** The options that apply to the format. */
export function ExportOptions(props: ExportOptionsProps) {
	const { format, options, selection, textChoices, isAnonymous, isBusy, onChange } = props
	const { t } = useTranslation(['board', 'archive'])
	const locale = useLocale()
	const hasOption = (option: FormatDefinition['options'][number]) => format.options.includes(option)
	const isBlank = hasOption('layout') && options.layout === 'cards' && options.cards.source === 'blank'
	return (
		<fieldset className={styles['options']} disabled={isBusy} aria-label={t('archive:options.options')}>
			{selection.length > 0 && !isBlank && (
				<RadioGroup
					label={t('archive:options.part')}
					value={options.selection ? 'selection' : 'all'}
					options={PARTS.map((part) => ({ value: part, label: t(`archive:options.parts.${part}`) }))}
					onChange={(part) => onChange({ ...options, selection: part === 'selection' ? selection : null })}
				/>
			)}
			{textChoices && !isBlank && <RadioGroup {...textChoices} />}
			{hasOption('layout') && <PdfOptions options={options} onChange={onChange} />}
			{hasOption('separator') && (
				<RadioGroup
					label={t('archive:options.separator')}
					value={options.separator ?? usualSeparator(locale)}
					options={SEPARATORS.map((separator) => ({
						value: separator,
						label: t(`archive:options.separators.${separator}`),
					}))}
					onChange={(separator) => onChange({ ...options, separator })}
				/>
			)}
			{hasOption('scale') && (
				<RadioGroup
					label={t('archive:options.scale')}
					value={options.scale}
					options={SCALES.map((scale) => ({ value: scale, label: t(`archive:options.scales.x${scale}`) }))}
					onChange={(scale) => onChange({ ...options, scale })}
				/>
			)}
			{hasOption('background') && (
				<RadioGroup
					label={t('archive:options.background')}
					value={options.background}
					options={BACKGROUNDS.map((background) => ({
						value: background,
						label: t(`archive:options.backgrounds.${background}`),
					}))}
					onChange={(background) => onChange({ ...options, background })}
				/>
			)}
			{!isAnonymous && (
				<label className={styles['checkbox']}>
					<input
						type="checkbox"
						checked={options.names}
						onChange={(event) => onChange({ ...options, names: event.target.checked })}
					/>
					{t('archive:options.names')}
				</label>
			)}
		</fieldset>
	)
}
