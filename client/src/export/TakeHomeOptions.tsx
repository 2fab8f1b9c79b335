import { useId } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { Format } from './formats.ts'
import type { PictureWish } from './PictureWish.ts'
import { PAPERS } from './pdf/planPages.ts'
import styles from './takeHome.module.css'

const SCALES = [1, 2, 3] as const
const GROUNDS = ['paper', 'transparent'] as const

interface TakeHomeOptionsProps {
	format: Format
	wish: PictureWish
	selection: readonly string[]
	isAnonymous: boolean
	isBusy: boolean
	onChange: (wish: PictureWish) => void
}

/** What can be chosen about a file: only where it changes anything. */
export function TakeHomeOptions({ format, wish, selection, isAnonymous, isBusy, onChange }: TakeHomeOptionsProps) {
	const { t } = useTranslation('board')
	const has = (option: Format['options'][number]) => format.options.includes(option)
	return (
		<fieldset className={styles['options']} disabled={isBusy} aria-label={t('take.options')}>
			{selection.length > 0 && (
				<Choice
					label={t('take.part')}
					value={wish.chosen ? 'selection' : 'all'}
					options={['all', 'selection'].map((part) => ({ value: part, label: t(`take.parts.${part as 'all'}`) }))}
					onChange={(part) => onChange({ ...wish, chosen: part === 'selection' ? selection : null })}
				/>
			)}
			{has('paper') && (
				<Choice
					label={t('take.paper')}
					value={wish.paper}
					options={PAPERS.map((paper) => ({ value: paper, label: t(`take.papers.${paper}`) }))}
					onChange={(paper) => onChange({ ...wish, paper })}
				/>
			)}
			{has('scale') && (
				<Choice
					label={t('take.scale')}
					value={wish.scale}
					options={SCALES.map((scale) => ({ value: scale, label: t(`take.scales.x${scale}`) }))}
					onChange={(scale) => onChange({ ...wish, scale })}
				/>
			)}
			{has('ground') && (
				<Choice
					label={t('take.ground')}
					value={wish.ground}
					options={GROUNDS.map((ground) => ({ value: ground, label: t(`take.grounds.${ground}`) }))}
					onChange={(ground) => onChange({ ...wish, ground })}
				/>
			)}
			{!isAnonymous && (
				<label className={styles['tick']}>
					<input
						type="checkbox"
						checked={wish.names}
						onChange={(event) => onChange({ ...wish, names: event.target.checked })}
					/>
					{t('take.names')}
				</label>
			)}
		</fieldset>
	)
}

interface ChoiceProps<Value> {
	label: string
	value: Value
	options: readonly { value: Value; label: string }[]
	onChange: (value: Value) => void
}

/** One of a few, all of them in sight. */
function Choice<Value extends string | number>({ label, value, options, onChange }: ChoiceProps<Value>) {
	const name = useId()
	return (
		<div className={styles['choice']} role="radiogroup" aria-label={label}>
			<span aria-hidden="true">{label}</span>
			<div>
				{options.map((option) => (
					<label key={option.value}>
						<input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
						<span>{option.label}</span>
					</label>
				))}
			</div>
		</div>
	)
}
