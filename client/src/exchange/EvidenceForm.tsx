import {
	LIMITS,
	PRACTICE_PROGRESS,
	type PracticeDocument,
	type PracticeEvidence,
	practiceNamesIn,
} from '@charrette/shared'
import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './editor.module.css'
import { type EvidenceDraft, type FigureDraft, type LinkDraft, toDraft, toEvidence } from './evidenceDraft.ts'

const NEW_LINK: LinkDraft = { url: '', title: '' }
const NEW_FIGURE: FigureDraft = { indicator: '', unit: '', before: '', beforeYear: '', after: '', afterYear: '' }

interface EvidenceFormProps {
	/** What is stored, or was changed in this form. */
	evidence: PracticeEvidence | undefined
	onChange: (evidence: PracticeEvidence) => void
	/** Uploads a PDF file; resolves with null if it failed, which is shown already. */
	upload: (file: File) => Promise<PracticeDocument | null>
}

/** The fields of what others can check about a practice: progress, money, links and figures. */
export function EvidenceForm({ evidence, onChange, upload }: EvidenceFormProps) {
	const { t } = useTranslation('exchange')
	const { progresses, evidence: names } = practiceNamesIn(useLocale())
	// What was typed stands for the evidence that it gave. Other evidence was stored.
	const [typed, setTyped] = useState<{ draft: EvidenceDraft; gave: PracticeEvidence } | null>(null)
	const draft = typed && typed.gave === evidence ? typed.draft : toDraft(evidence)
	const change = (some: Partial<EvidenceDraft>) => {
		const next = { ...draft, ...some }
		const gave = toEvidence(next)
		setTyped({ draft: next, gave })
		onChange(gave)
	}
	const { progress, amount, currency, year, funding, partners, links, documents, figures } = draft
	const hasCost = amount !== ''
	return (
		<fieldset className={styles['evidence']}>
			<legend>{t('evidence.title')}</legend>
			<Select
				label={names.progress}
				value={progress}
				options={[
					{ value: '', label: names.progress },
					...PRACTICE_PROGRESS.map((value) => ({ value, label: progresses[value] })),
				]}
				onChange={(chosen) => change({ progress: chosen })}
			/>
			<div className={styles['row']}>
				<TextField
					label={names.cost}
					inputMode="decimal"
					pattern={NUMBER}
					value={amount}
					onChange={(typed) => change({ amount: typed })}
				/>
				<TextField
					label={t('evidence.currency')}
					hint="CNY, EUR, XOF …"
					maxLength={3}
					pattern="[A-Z]{3}"
					required={hasCost}
					value={currency}
					onChange={(typed) => change({ currency: typed.toUpperCase() })}
				/>
				<YearField
					label={t('evidence.year')}
					isRequired={hasCost}
					value={year}
					onChange={(typed) => change({ year: typed })}
				/>
			</div>
			<TextField
				label={names.funding}
				maxLength={LIMITS.maxEvidenceLength}
				value={funding}
				onChange={(typed) => change({ funding: typed })}
			/>
			<TextField
				label={names.partners}
				maxLength={LIMITS.maxEvidenceLength}
				value={partners}
				onChange={(typed) => change({ partners: typed })}
			/>
			<Rows
				legend={names.links}
				rows={links}
				limit={LIMITS.maxEvidenceLinks}
				more={(add) => <AddButton label={t('evidence.addLink')} onAdd={() => add(NEW_LINK)} />}
				onChange={(changed) => change({ links: changed })}
			>
				{({ url, title }, set) => (
					<>
						<TextField
							label={t('evidence.address')}
							type="url"
							required
							maxLength={LIMITS.maxLinkLength}
							pattern="https?://.*"
							placeholder="https://"
							value={url}
							onChange={(typed) => set({ url: typed })}
						/>
						<TextField
							label={t('evidence.linkTitle')}
							required
							maxLength={LIMITS.maxEvidenceLength}
							value={title}
							onChange={(typed) => set({ title: typed })}
						/>
					</>
				)}
			</Rows>
			<Rows
				legend={names.documents}
				rows={documents}
				limit={LIMITS.maxDocuments}
				more={(add) => <DocumentButton upload={upload} onAdd={add} />}
				onChange={(changed) => change({ documents: changed })}
			>
				{({ title }, set) => (
					<TextField
						label={t('evidence.documentTitle')}
						required
						maxLength={LIMITS.maxEvidenceLength}
						value={title}
						onChange={(typed) => set({ title: typed })}
					/>
				)}
			</Rows>
			<Rows
				legend={names.figures}
				rows={figures}
				limit={LIMITS.maxFigures}
				more={(add) => <AddButton label={t('evidence.addFigure')} onAdd={() => add(NEW_FIGURE)} />}
				onChange={(changed) => change({ figures: changed })}
			>
				{(figure, set) => (
					<>
						<TextField
							label={t('evidence.indicator')}
							required
							maxLength={LIMITS.maxEvidenceLength}
							value={figure.indicator}
							onChange={(typed) => set({ indicator: typed })}
						/>
						<TextField
							label={t('evidence.unit')}
							required
							maxLength={LIMITS.maxUnitLength}
							value={figure.unit}
							onChange={(typed) => set({ unit: typed })}
						/>
						<TextField
							label={t('evidence.before')}
							inputMode="decimal"
							required
							pattern={NUMBER}
							value={figure.before}
							onChange={(typed) => set({ before: typed })}
						/>
						<YearField
							label={`${t('evidence.before')} · ${t('evidence.year')}`}
							isRequired
							value={figure.beforeYear}
							onChange={(typed) => set({ beforeYear: typed })}
						/>
						<TextField
							label={t('evidence.after')}
							inputMode="decimal"
							required
							pattern={NUMBER}
							value={figure.after}
							onChange={(typed) => set({ after: typed })}
						/>
						<YearField
							label={`${t('evidence.after')} · ${t('evidence.year')}`}
							isRequired
							value={figure.afterYear}
							onChange={(typed) => set({ afterYear: typed })}
						/>
					</>
				)}
			</Rows>
		</fieldset>
	)
}

/** A number as people type it, with a point or a comma. */
const NUMBER = '-?[0-9]{1,15}([.,][0-9]{1,6})?'

interface YearFieldProps {
	label: string
	isRequired: boolean
	value: string
	onChange: (value: string) => void
}

function YearField({ label, isRequired, value, onChange }: YearFieldProps) {
	return (
		<TextField
			label={label}
			inputMode="numeric"
			maxLength={4}
			pattern="(19|20|21)[0-9]{2}"
			required={isRequired}
			value={value}
			onChange={onChange}
		/>
	)
}

interface RowsProps<Row> {
	legend: string
	rows: readonly Row[]
	limit: number
	/** Renders the control that adds a row. */
	more: (add: (row: Row) => void) => React.ReactNode
	onChange: (rows: Row[]) => void
	children: (row: Row, set: (some: Partial<Row>) => void) => React.ReactNode
}

/** Rows of fields that people add and remove. */
function Rows<Row>({ legend, rows, limit, more, onChange, children }: RowsProps<Row>) {
	const { t } = useTranslation('exchange')
	return (
		<fieldset className={styles['rows']}>
			<legend>{legend}</legend>
			{rows.map((row, index) => (
				<div key={index} className={styles['row']}>
					{children(row, (some) => onChange(rows.map((one, at) => (at === index ? { ...one, ...some } : one))))}
					<Button
						size="small"
						variant="quiet"
						icon="close"
						aria-label={t('evidence.remove', { what: `${legend} ${index + 1}` })}
						onClick={() => onChange(rows.filter((_, at) => at !== index))}
					>
						{t('evidence.removeRow')}
					</Button>
				</div>
			))}
			{rows.length < limit && more((row) => onChange([...rows, row]))}
		</fieldset>
	)
}

function AddButton({ label, onAdd }: { label: string; onAdd: () => void }) {
	return (
		<Button size="small" icon="plus" onClick={onAdd}>
			{label}
		</Button>
	)
}

interface DocumentButtonProps extends Pick<EvidenceFormProps, 'upload'> {
	onAdd: (document: PracticeDocument) => void
}

/** A button that uploads a PDF file (DOCUMENT1). */
function DocumentButton({ upload, onAdd }: DocumentButtonProps) {
	const { t } = useTranslation('exchange')
	const input = useRef<HTMLInputElement>(null)
	const [isUploading, setUploading] = useState(false)
	const latest = useRef(onAdd)
	useEffect(() => {
		latest.current = onAdd
	})
	const add = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
		const [file] = currentTarget.files ?? []
		// Otherwise choosing the same file again would not fire a change event.
		currentTarget.value = ''
		if (!file) return
		setUploading(true)
		const stored = await upload(file)
		setUploading(false)
		// Meanwhile the person may have changed other fields.
		if (stored) latest.current(stored)
	}
	return (
		<>
			<Button size="small" icon="plus" busy={isUploading} onClick={() => input.current?.click()}>
				{t('evidence.addDocument')}
			</Button>
			<input
				ref={input}
				type="file"
				accept="application/pdf"
				hidden
				aria-label={t('evidence.addDocument')}
				onChange={add}
			/>
		</>
	)
}
