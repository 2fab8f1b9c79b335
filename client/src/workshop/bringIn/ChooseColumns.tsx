import type { ChosenColumn, ImportedTable, TableChoice } from '@charrette/shared'
import { CHOSEN_COLUMNS } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Select } from '../../ui/Select.tsx'
import styles from './bringIn.module.css'

const NONE = '0'
const SAMPLE_LETTERS = 40
const FURTHER = CHOSEN_COLUMNS.filter((column) => column !== 'text')

interface ChooseColumnsProps {
	table: ImportedTable
	choice: TableChoice
	onChoose: (choice: TableChoice) => void
}

/** Of a table of others: which column says what, by its heading and the first thing in it. */
export function ChooseColumns({ table, choice, onChoose }: ChooseColumnsProps) {
	const { t } = useTranslation('bring')
	const numberOf = (column: ChosenColumn) => String(choice[column] ?? table.at[column] ?? NONE)
	const text = numberOf('text')
	const options = table.columns.map(({ name, sample }, index) => ({
		value: String(index + 1),
		label: [name, [...sample].slice(0, SAMPLE_LETTERS).join('')].filter(Boolean).join(' – '),
	}))
	const choose = (column: ChosenColumn, value: string) => {
		// What is chosen for one thing is not for another any more.
		const others = FURTHER.filter((other) => other !== column && numberOf(other) === value && value !== NONE)
		const taken = Object.fromEntries(others.map((other) => [other, 0]))
		onChoose({ ...choice, ...taken, text: Number(text), [column]: Number(value) })
	}
	const select = (column: ChosenColumn, offered: typeof options) => (
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
				<div>{FURTHER.map((column) => select(column, further))}</div>
			</details>
		</div>
	)
}
