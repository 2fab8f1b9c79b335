import { type CsvSeparator, usualSeparator } from '@charrette/shared'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import styles from './export.module.css'
import type { FormatDefinition, RenderOptions } from './exportFormats.ts'
import { PdfOptions } from './PdfOptions.tsx'
import { RadioGroup } from './RadioGroup.tsx'

const PARTS = ['all', 'selection'] as const
const SCALES = [1, 2, 3] as const
const SEPARATORS = ['comma', 'semicolon'] as const satisfies readonly CsvSeparator[]
const BACKGROUNDS = ['paper', 'transparent'] as const

interface ExportOptionsProps {
	format: FormatDefinition
	options: RenderOptions
	selection: readonly string[]
	isAnonymous: boolean
	isBusy: boolean
	onChange: (options: RenderOptions) => void
}

/** The options that apply to the format. */
export function ExportOptions({ format, options, selection, isAnonymous, isBusy, onChange }: ExportOptionsProps) {
	const { t } = useTranslation('board')
	const locale = useLocale()
	const hasOption = (option: FormatDefinition['options'][number]) => format.options.includes(option)
	const isBlank = hasOption('layout') && options.layout === 'cards' && options.cards.source === 'blank'
	return (
		<fieldset className={styles['options']} disabled={isBusy} aria-label={t('export.options')}>
			{selection.length > 0 && !isBlank && (
				<RadioGroup
					label={t('export.part')}
					value={options.selection ? 'selection' : 'all'}
					options={PARTS.map((part) => ({ value: part, label: t(`export.parts.${part}`) }))}
					onChange={(part) => onChange({ ...options, selection: part === 'selection' ? selection : null })}
				/>
			)}
			{hasOption('layout') && <PdfOptions options={options} onChange={onChange} />}
			{hasOption('separator') && (
				<RadioGroup
					label={t('export.separator')}
					value={options.separator ?? usualSeparator(locale)}
					options={SEPARATORS.map((separator) => ({ value: separator, label: t(`export.separators.${separator}`) }))}
					onChange={(separator) => onChange({ ...options, separator })}
				/>
			)}
			{hasOption('scale') && (
				<RadioGroup
					label={t('export.scale')}
					value={options.scale}
					options={SCALES.map((scale) => ({ value: scale, label: t(`export.scales.x${scale}`) }))}
					onChange={(scale) => onChange({ ...options, scale })}
				/>
			)}
			{hasOption('background') && (
				<RadioGroup
					label={t('export.background')}
					value={options.background}
					options={BACKGROUNDS.map((background) => ({
						value: background,
						label: t(`export.backgrounds.${background}`),
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
					{t('export.names')}
				</label>
			)}
		</fieldset>
	)
}
