import {
	type ImportedTable,
	type ImportResult,
	TABLE_COLUMNS,
	type TableColumn,
	type TableOptions,
} from '@charrette/shared'
import { useEffect, useId, useRef, useState } from 'react'
import type { FailureCode } from '../connection/http.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { KindIcon } from '../ui/Icon.tsx'
import { Select } from '../ui/Select.tsx'
import { ImportFailure } from './ChooseFile.tsx'
import { SkippedList, useImportCounts } from './ImportSummary.tsx'
import styles from './import.module.css'

const MAX_SAMPLE_CARDS = 4

interface ImportPreviewProps {
	found: ImportResult
	/** The file's; empty for what was pasted. */
	name: string
	/** Which columns of a table say what, as one chose. */
	choice: TableOptions
	canCreateBoards: boolean
	hasBoard: boolean
	failure: FailureCode | null
	isImporting: boolean
	/** Whether it is looked at once more. */
	isReading: boolean
	onChoose: (choice: TableOptions) => void
	onImport: (isBeside: boolean) => void
	onAgain: () => void
}

/** What is in a file, before anything of it is on a board, and where it may go. */
export function ImportPreview(props: ImportPreviewProps) {
	const {
		found,
		name,
		choice,
		canCreateBoards,
		hasBoard,
		failure,
		isImporting,
		isReading,
		onChoose,
		onImport,
		onAgain,
	} = props
	const { t } = useTranslation('import')
	const counts = useImportCounts(found.boards)
	const [isBeside, setBeside] = useState(hasBoard)
	const group = useId()
	const words = useRef<HTMLParagraphElement>(null)
	useEffect(() => words.current?.focus(), [])
	const first = found.boards.flatMap((board) => board.first).slice(0, MAX_SAMPLE_CARDS)
	const isNothing = found.boards.length === 0
	return (
		<div className={styles['steps']}>
			<p ref={words} className={styles['found']} tabIndex={-1} aria-live="polite">
				{name && <b>{name}</b>} <span>{isNothing ? t('nothing') : counts}</span>
			</p>
			{first.length > 0 && (
				<ul className={styles['cards']} aria-label={t('preview')}>
					{first.map(({ kind, text }, index) => (
						<li key={index} data-kind={kind}>
							<KindIcon kind={kind} size={16} />
							<span>{text}</span>
						</li>
					))}
				</ul>
			)}
			{found.table && <ChooseColumns table={found.table} choice={choice} onChoose={onChoose} />}
			<SkippedList skipped={found.skipped} more={found.more} />
			{hasBoard && canCreateBoards && !isNothing && (
				<fieldset className={styles['where']}>
					<legend>{t('destination')}</legend>
					<label>
						<input type="radio" name={group} checked={isBeside} onChange={() => setBeside(true)} />
						{t('thisBoard')}
					</label>
					<label>
						<input type="radio" name={group} checked={!isBeside} onChange={() => setBeside(false)} />
						{t('newBoards', { count: found.boards.length })}
					</label>
				</fieldset>
			)}
			<ImportFailure failure={failure} />
			<div className={styles['actions']}>
				{!isNothing && (
					<Button variant="primary" busy={isImporting || isReading} onClick={() => onImport(isBeside)}>
						{t(isImporting ? 'importing' : 'import')}
					</Button>
				)}
				<Button variant="quiet" onClick={onAgain} disabled={isImporting}>
					{t('anotherFile')}
				</Button>
			</div>
		</div>
	)
}

const NONE = '0'
const SAMPLE_LETTERS = 40
const OPTIONAL_COLUMNS = TABLE_COLUMNS.filter((column) => column !== 'text')

interface ChooseColumnsProps {
	table: ImportedTable
	choice: TableOptions
	onChoose: (choice: TableOptions) => void
}

/** Of a table of others: which column says what, by its heading and the first thing in it. */
function ChooseColumns({ table, choice, onChoose }: ChooseColumnsProps) {
	const { t } = useTranslation('import')
	const numberOf = (column: TableColumn) => String(choice[column] ?? table.at[column] ?? NONE)
	const text = numberOf('text')
	const options = table.columns.map(({ name, sample }, index) => ({
		value: String(index + 1),
		label: [name, [...sample].slice(0, SAMPLE_LETTERS).join('')].filter(Boolean).join(' – '),
	}))
	const choose = (column: TableColumn, value: string) => {
		// What is chosen for one thing is not for another any more.
		const others = OPTIONAL_COLUMNS.filter((other) => other !== column && numberOf(other) === value && value !== NONE)
		const taken = Object.fromEntries(others.map((other) => [other, 0]))
		onChoose({ ...choice, ...taken, text: Number(text), [column]: Number(value) })
	}
	const select = (column: TableColumn, offered: typeof options) => (
		<div key={column} className={styles['column']}>
			<span aria-hidden>{t(`columns.${column}`)}</span>
			<Select
				label={t(`columns.${column}`)}
				value={numberOf(column)}
				options={offered}
				onChange={(value) => choose(column, value)}
			/>
		</div>
	)
	const further = [{ value: NONE, label: t('columns.none') }, ...options.filter(({ value }) => value !== text)]
	return (
		<div className={styles['columns']}>
			{select('text', options)}
			<label className={styles['head']}>
				<input
					type="checkbox"
					checked={choice.head === undefined ? table.hasHead : choice.head === '1'}
					onChange={(event) => onChoose({ ...choice, head: event.target.checked ? '1' : '0' })}
				/>
				{t('columns.head')}
			</label>
			<details>
				<summary>{t('columns.further')}</summary>
				<div>{OPTIONAL_COLUMNS.map((column) => select(column, further))}</div>
			</details>
		</div>
	)
}
