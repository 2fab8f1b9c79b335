import {
	CARD_KINDS,
	type EncodingSample,
	type ImportedMark,
	type ImportOptions,
	LINK_MEANINGS,
	type MarkMeaning,
	OBSTACLE_CATEGORIES,
	POSITION_CHOICES,
	type PositionChoice,
	SHEET_CHOICES,
	type SheetChoice,
	TABLE_LAYOUTS,
	type TableLayout,
	TEXT_ENCODINGS,
	type TextEncoding,
} from '@charrette/shared'
import { useId } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Select } from '../ui/Select.tsx'
import styles from './import.module.css'

/** Shades of colours as other whiteboards name them: `light-violet`, `dark_blue`, `green_light`. */
const SHADE = /^(light|dark|pale|bright)[-_ ]|[-_ ](light|dark)$/
const HEX = /^#?([\da-f]{6})([\da-f]{2})?$/

interface ChooseEncodingProps {
	/** The encoding in which the file was read. */
	encoding: TextEncoding
	samples: readonly EncodingSample[]
	onChoose: (encoding: TextEncoding) => void
}

/**
 * Shows the encoding in which a text that is not Unicode was read. Each alternative is listed with
 * a sample of the text in that encoding. Encodings in which the text would be damaged come last,
 * without a sample.
 */
export function ChooseEncoding({ encoding, samples, onChoose }: ChooseEncodingProps) {
	const { t } = useTranslation('import')
	const names = TEXT_ENCODINGS.filter((value) => !samples.some((one) => one.encoding === value))
	const options = [
		...samples.map(({ encoding: value, sample }) => ({ value, label: `${sample} – ${t(`encodings.${value}`)}` })),
		...names.map((value) => ({ value, label: t(`encodings.${value}`) })),
	]
	return (
		<div className={styles['columns']}>
			<div className={styles['column']}>
				<span aria-hidden>{t('encoding')}</span>
				<Select label={t('encoding')} value={encoding} options={options} onChange={onChoose} />
				<small>{t('encodingHint')}</small>
			</div>
		</div>
	)
}

interface RadioChoiceProps<Choice extends string> {
	title: string
	chosen: Choice
	/** The choices with their labels. */
	choices: readonly (readonly [Choice, string])[]
	onChoose: (choice: Choice) => void
}

function RadioChoice<Choice extends string>({ title, chosen, choices, onChoose }: RadioChoiceProps<Choice>) {
	const group = useId()
	return (
		<fieldset className={styles['where']}>
			<legend>{title}</legend>
			{choices.map(([choice, label]) => (
				<label key={choice}>
					<input type="radio" name={group} checked={choice === chosen} onChange={() => onChoose(choice)} />
					{label}
				</label>
			))}
		</fieldset>
	)
}

interface ChoosePositionsProps {
	positions: PositionChoice
	onChoose: (positions: PositionChoice) => void
}

/** A choice whether cards keep the positions of their file. */
export function ChoosePositions({ positions, onChoose }: ChoosePositionsProps) {
	const { t } = useTranslation('import')
	const choices = POSITION_CHOICES.map((choice) => [choice, t(`positions.${choice}`)] as const)
	return <RadioChoice title={t('positions.title')} chosen={positions} choices={choices} onChoose={onChoose} />
}

/** A choice whether each row of a table is a card, or each cell. */
export function ChooseLayout({ layout, onChoose }: { layout: TableLayout; onChoose: (layout: TableLayout) => void }) {
	const { t } = useTranslation('import')
	const choices = TABLE_LAYOUTS.map((choice) => [choice, t(`layout.${choice}`)] as const)
	return <RadioChoice title={t('layout.title')} chosen={layout} choices={choices} onChoose={onChoose} />
}

/** A choice whether each sheet of a workbook becomes a cluster or a board. */
export function ChooseSheets({ sheets, onChoose }: { sheets: SheetChoice; onChoose: (sheets: SheetChoice) => void }) {
	const { t } = useTranslation('import')
	const choices = SHEET_CHOICES.map((choice) => [choice, t(`sheets.${choice}`)] as const)
	return <RadioChoice title={t('sheets.title')} chosen={sheets} choices={choices} onChoose={onChoose} />
}

interface ChooseMarksProps {
	marks: readonly ImportedMark[]
	choice: NonNullable<ImportOptions['marks']>
	onChoose: (marks: NonNullable<ImportOptions['marks']>) => void
}

/**
 * A list of a file's colours, labels and words for kinds, each with its number of cards or links
 * and its chosen meaning.
 */
export function ChooseMarks({ marks, choice, onChoose }: ChooseMarksProps) {
	const { t } = useTranslation(['import', 'board', 'app'])
	const meanings = LINK_MEANINGS.map((value) => ({ value, label: t(`board:meanings.${value}`) }))
	const options = [
		...CARD_KINDS.map((value) => ({ value, label: t(`app:kinds.${value}`), group: t('import:marks.kinds') })),
		...OBSTACLE_CATEGORIES.map((value) => ({
			value,
			label: t(`board:categories.${value}`),
			group: t('import:marks.categories'),
		})),
	]
	const choose = (id: string, meaning: MarkMeaning) => {
		// Drops choices for marks that only an earlier reading of the file listed, since the server
		// accepts a bounded number of choices.
		const kept = Object.entries(choice).filter(([other]) => marks.some((mark) => mark.id === other))
		onChoose({ ...Object.fromEntries(kept), [id]: meaning })
	}
	return (
		<section className={styles['marks']} aria-label={t('import:marks.title')}>
			<h3>{t('import:marks.title')}</h3>
			<small>{t('import:marks.hint')}</small>
			<ul>
				{marks.map(({ id, type, name, cards, meaning }) => (
					<li key={id}>
						<span className={styles['swatch']} style={{ background: type === 'colour' ? swatchOf(name) : undefined }} />
						<span className={styles['mark']}>
							<b dir="auto">{name}</b>
							<small>
								{t(`import:marks.${type}`)} · {t(type === 'link' ? 'import:links' : 'import:cards', { count: cards })}
							</small>
						</span>
						<Select
							label={t('import:marks.meaning', { name })}
							size="small"
							value={choice[id] ?? meaning}
							options={[{ value: 'none', label: t('import:marks.none') }, ...(type === 'link' ? meanings : options)]}
							onChange={(value: MarkMeaning) => choose(id, value)}
						/>
					</li>
				))}
			</ul>
		</section>
	)
}

/** Returns the CSS colour of a colour in a file; undefined for a name that browsers do not know. */
function swatchOf(name: string): string | undefined {
	const colour = name.trim().toLowerCase()
	const [, digits] = HEX.exec(colour) ?? []
	if (digits !== undefined) return `#${digits}`
	const plain = colour.replace(SHADE, '')
	return [colour.replace(/[-_ ]/g, ''), plain].find((one) => /^[a-z]+$/.test(one) && CSS.supports('color', one))
}
