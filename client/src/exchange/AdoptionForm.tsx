import {
	ADOPTION_STATUSES,
	type Adoption,
	practiceNamesIn,
	TRANSFER_FACTORS,
	type TransferFactor,
	type TransferWeight,
} from '@charrette/shared'
import { changeAdoption } from '../connection/api/exchange.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useFormEdits } from '../ui/useFormEdits.ts'
import { useSave } from '../ui/useSave.ts'
import styles from './editor.module.css'

interface AdoptionFormProps {
	credentials: Credentials
	adoption: Adoption
	/** Fetches the adoption again. */
	onSaved: () => Promise<void>
}

const pickForm = ({ status, factors, adaptation, report, isShown }: Adoption) => ({
	status,
	factors,
	adaptation,
	report,
	isShown,
})

/**
 * The transfer check of an adopted practice: factors that help, factors that block, necessary
 * adaptations, and lessons learned. Several members may fill it in, so only what this person has
 * changed is saved (ADOPT2a).
 */
export function AdoptionForm({ credentials, adoption, onSaved }: AdoptionFormProps) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const attempt = useAttempt()
	const showToast = useToast()
	const [isSaving, save] = useSave()
	const { values, edits, change, forget } = useFormEdits(pickForm(adoption))
	const { status, adaptation, report, isShown } = values
	const factors = { ...adoption.factors, ...edits.factors }
	const { statuses } = practiceNamesIn(locale)
	const submit = async () => {
		const saved = await save(() => attempt(() => changeAdoption(credentials, adoption.id, edits)))
		if (!saved) return
		showToast(t('transfer.saved'))
		await onSaved()
		forget(values)
	}
	return (
		<form
			className={styles['form']}
			aria-label={t('transfer.title')}
			onSubmit={(event) => {
				event.preventDefault()
				void submit()
			}}
		>
			<Select
				label={t('transfer.status')}
				value={status}
				options={ADOPTION_STATUSES.map((value) => ({ value, label: statuses[value] }))}
				onChange={(status) => change({ status })}
			/>
			<ul className={styles['factors']}>
				{TRANSFER_FACTORS.map((factor) => (
					<FactorRow
						key={factor}
						factor={factor}
						weight={factors[factor]?.weight ?? 0}
						note={factors[factor]?.note ?? ''}
						onChange={(check) => change({ factors: { ...edits.factors, [factor]: check } })}
					/>
				))}
			</ul>
			<LongField
				label={t('transfer.adaptation')}
				value={adaptation}
				onChange={(adaptation) => change({ adaptation })}
			/>
			<LongField
				label={t('transfer.report')}
				hint={t(adoption.origin ? 'transfer.reportElsewhere' : 'transfer.reportHint')}
				value={report}
				onChange={(report) => change({ report })}
			/>
			<label className={styles['check']}>
				<input type="checkbox" checked={isShown} onChange={({ target }) => change({ isShown: target.checked })} />
				{t('transfer.isShown')}
			</label>
			<Button type="submit" variant="primary" busy={isSaving}>
				{t('transfer.save')}
			</Button>
		</form>
	)
}

interface FactorRowProps {
	factor: TransferFactor
	weight: TransferWeight
	note: string
	onChange: (check: { weight: TransferWeight; note: string }) => void
}

function FactorRow({ factor, weight, note, onChange }: FactorRowProps) {
	const { t } = useTranslation('exchange')
	const { factors, weights } = practiceNamesIn(useLocale())
	const name = factors[factor]
	return (
		<li className={styles['factor']} data-weight={weight}>
			<strong>{name}</strong>
			<div>
				<input
					type="range"
					min={-2}
					max={2}
					step={1}
					value={weight}
					aria-label={name}
					aria-valuetext={weights[weight]}
					onChange={({ target }) => onChange({ weight: target.valueAsNumber as TransferWeight, note })}
				/>
				<output>{weights[weight]}</output>
			</div>
			<input
				type="text"
				aria-label={t('transfer.note', { factor: name })}
				placeholder={t('transfer.notePlaceholder')}
				maxLength={1000}
				value={note}
				onChange={({ target }) => onChange({ weight, note: target.value })}
			/>
		</li>
	)
}

interface LongFieldProps {
	label: string
	hint?: string
	value: string
	onChange: (value: string) => void
}

function LongField({ label, hint, value, onChange }: LongFieldProps) {
	return (
		<Field label={label} hint={hint}>
			{(control) => (
				<textarea
					{...control}
					rows={3}
					dir="auto"
					maxLength={10_000}
					value={value}
					onChange={({ target }) => onChange(target.value)}
				/>
			)}
		</Field>
	)
}
