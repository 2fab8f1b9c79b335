import {
	type ImportedTable,
	type ImportOptions,
	type ImportResult,
	TABLE_COLUMNS,
	type TableColumn,
} from '@charrette/shared'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import { Select } from '../ui/Select.tsx'
import { ImportFailure, type ImportFailureCode } from './ChooseFile.tsx'
import { ChooseEncoding, ChooseLayout, ChooseMarks, ChoosePositions, ChooseSheets } from './ImportChoices.tsx'
import { SkippedList, useImportCounts } from './ImportSummary.tsx'
import styles from './import.module.css'

const MAX_SAMPLE_CARDS = 4
const MAX_LISTED_BOARDS = 50

interface ImportPreviewProps {
	content: ImportResult
	/** The file's name; empty for a pasted list. */
	name: string
	/** The options for reading the file that were chosen so far. */
	choice: ImportOptions
	canCreateBoards: boolean
	hasBoard: boolean
	failure: ImportFailureCode | null
	isImporting: boolean
	/** Whether the file is being read again with other options. */
	isReading: boolean
	onChoose: (choice: ImportOptions) => void
	/** Imports onto the open board (`isBeside`) or onto new boards. */
	onImport: (isBeside: boolean) => void
	onStartAgain: () => void
	/** Buttons for other things to do with the file. */
	children: ReactNode
}

/** The second step: the content of the file, the options for reading it, and the destination. */
export function ImportPreview(props: ImportPreviewProps) {
	const {
		content,
		name,
		choice,
		canCreateBoards,
		hasBoard,
		failure,
		isImporting,
		isReading,
		onChoose,
		onImport,
		onStartAgain,
		children,
	} = props
	const { t } = useTranslation('import')
	const counts = useImportCounts(content.boards)
	const [isBeside, setBeside] = useState(hasBoard && (content.boards.length < 2 || !canCreateBoards))
	const group = useId()
	const summary = useRef<HTMLParagraphElement>(null)
	useEffect(() => summary.current?.focus(), [])
	const samples = content.boards.flatMap((board) => board.first).slice(0, MAX_SAMPLE_CARDS)
	const isEmpty = content.boards.length === 0
	return (
		<div className={styles['steps']}>
			<p ref={summary} className={styles['found']} tabIndex={-1} aria-live="polite">
				{name && <b>{name}</b>} <span>{isEmpty ? t('nothing') : counts}</span>
			</p>
			{samples.length > 0 && (
				<ul className={styles['cards']} aria-label={t('preview')}>
					{samples.map(({ kind, text }, index) => (
						<li key={index} data-kind={kind}>
							<KindIcon kind={kind} size={16} />
							<span>{text}</span>
						</li>
					))}
				</ul>
			)}
			{content.boards.length > 1 && (
				<ul className={styles['boards']} aria-label={t('boardsInFile')}>
					{content.boards.slice(0, MAX_LISTED_BOARDS).map(({ title, cards }, index) => (
						<li key={index}>
							<b>{title}</b> {t('cards', { count: cards })}
						</li>
					))}
				</ul>
			)}
			{content.encoding && (choice.encoding || content.encoding !== 'utf-8') && (
				<ChooseEncoding
					encoding={content.encoding}
					samples={content.encodings ?? []}
					onChoose={(encoding) => onChoose({ ...choice, encoding })}
				/>
			)}
			{content.sheets && (
				<ChooseSheets sheets={choice.sheets ?? content.sheets} onChoose={(sheets) => onChoose({ ...choice, sheets })} />
			)}
			{content.table && <ChooseColumns table={content.table} columns={choice} onColumns={onChoose} />}
			{content.marks && (
				<ChooseMarks
					marks={content.marks}
					choice={choice.marks ?? {}}
					onChoose={(marks) => onChoose({ ...choice, marks })}
				/>
			)}
			{content.positions && (
				<ChoosePositions
					positions={choice.positions ?? content.positions}
					onChoose={(positions) => onChoose({ ...choice, positions })}
				/>
			)}
			<SkippedList skipped={content.skipped} more={content.more} />
			{hasBoard && canCreateBoards && !isEmpty && (
				<fieldset className={styles['where']}>
					<legend>{t('destination')}</legend>
					<label>
						<input type="radio" name={group} checked={isBeside} onChange={() => setBeside(true)} />
						{t('thisBoard')}
					</label>
					<label>
						<input type="radio" name={group} checked={!isBeside} onChange={() => setBeside(false)} />
						{t('newBoards', { count: content.boards.length })}
					</label>
				</fieldset>
			)}
			<ImportFailure failure={failure} />
			<div className={styles['actions']}>
				{!isEmpty && (
					<Button variant="primary" busy={isImporting || isReading} onClick={() => onImport(isBeside)}>
						{t(isImporting ? 'importing' : 'import')}
					</Button>
				)}
				{children}
				<Button variant="quiet" onClick={onStartAgain} disabled={isImporting}>
					{t('anotherFile')}
				</Button>
			</div>
		</div>
	)
}

const NONE = '0'
const MAX_SAMPLE_CHARACTERS = 40
const OPTIONAL_COLUMNS = TABLE_COLUMNS.filter((column) => column !== 'text')

interface ChooseColumnsProps {
	table: ImportedTable
	columns: ImportOptions
	onColumns: (columns: ImportOptions) => void
}

/**
 * Chooses which columns of a table are the cards' texts, kinds and so on. Options show a column's
 * heading and first value.
 */
function ChooseColumns({ table, columns, onColumns }: ChooseColumnsProps) {
	const { t } = useTranslation('import')
	const numberOf = (column: TableColumn) => String(columns[column] ?? table.at[column] ?? NONE)
	const text = numberOf('text')
	const options = table.columns.map(({ name, sample }, index) => ({
		value: String(index + 1),
		label: [name, [...sample].slice(0, MAX_SAMPLE_CHARACTERS).join('')].filter(Boolean).join(' – '),
	}))
	const choose = (column: TableColumn, value: string) => {
		// A column is used once: choosing it for one field removes it from another field.
		const others = OPTIONAL_COLUMNS.filter((other) => other !== column && numberOf(other) === value && value !== NONE)
		const freed = Object.fromEntries(others.map((other) => [other, 0]))
		onColumns({ ...columns, ...freed, text: Number(text), [column]: Number(value) })
	}
	const select = (column: TableColumn, choices: typeof options) => (
		<div key={column} className={styles['column']}>
			<span aria-hidden>{t(`columns.${column}`)}</span>
			<Select
				label={t(`columns.${column}`)}
				value={numberOf(column)}
				options={choices}
				onChange={(value) => choose(column, value)}
			/>
		</div>
	)
	const optionalChoices = [{ value: NONE, label: t('columns.none') }, ...options.filter(({ value }) => value !== text)]
	const layout = columns.layout ?? table.layout
	return (
		<div className={styles['columns']}>
			<ChooseLayout layout={layout} onChoose={(chosen) => onColumns({ ...columns, layout: chosen })} />
			{layout === 'rows' && select('text', options)}
			<label className={styles['head']}>
				<input
					type="checkbox"
					checked={columns.head === undefined ? table.hasHead : columns.head === '1'}
					onChange={(event) => onColumns({ ...columns, head: event.target.checked ? '1' : '0' })}
				/>
				{t('columns.head')}
			</label>
			{layout === 'rows' && (
				<details>
					<summary>{t('columns.further')}</summary>
					<div>{OPTIONAL_COLUMNS.map((column) => select(column, optionalChoices))}</div>
				</details>
			)}
		</div>
	)
}
