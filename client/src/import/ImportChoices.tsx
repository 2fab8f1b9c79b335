import {
	CARD_KINDS,
	type EncodingSample,
	type ImportedMark,
	type ImportOptions,
	type MarkMeaning,
	OBSTACLE_CATEGORIES,
	POSITION_CHOICES,
	type PositionChoice,
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
	/** In which the file was read. */
	encoding: TextEncoding
	samples: readonly EncodingSample[]
	onChoose: (encoding: TextEncoding) => void
}

/**
 * Says in which encoding a text that is not Unicode was read. Each other one is shown with what the
 * text would be in it, those in which it would be damaged last and without.
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

interface ChoosePositionsProps {
	positions: PositionChoice
	onChoose: (positions: PositionChoice) => void
}

/** Chooses whether cards stay where their file has them. */
export function ChoosePositions({ positions, onChoose }: ChoosePositionsProps) {
	const { t } = useTranslation('import')
	const group = useId()
	return (
		<fieldset className={styles['where']}>
			<legend>{t('positions.title')}</legend>
			{POSITION_CHOICES.map((choice) => (
				<label key={choice}>
					<input type="radio" name={group} checked={choice === positions} onChange={() => onChoose(choice)} />
					{t(`positions.${choice}`)}
				</label>
			))}
		</fieldset>
	)
}

interface ChooseMarksProps {
	marks: readonly ImportedMark[]
	choice: NonNullable<ImportOptions['marks']>
	onChoose: (marks: NonNullable<ImportOptions['marks']>) => void
}

/** A file's colours, labels and words of kinds, each with its number of cards and what it becomes. */
export function ChooseMarks({ marks, choice, onChoose }: ChooseMarksProps) {
	const { t } = useTranslation(['import', 'board', 'app'])
	const options = [
		...CARD_KINDS.map((value) => ({ value, label: t(`app:kinds.${value}`), group: t('import:marks.kinds') })),
		...OBSTACLE_CATEGORIES.map((value) => ({
			value,
			label: t(`board:categories.${value}`),
			group: t('import:marks.categories'),
		})),
	]
	const choose = (id: string, meaning: MarkMeaning) => {
		// What another reading of the file listed is not kept: the server takes a bounded number.
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
								{t(`import:marks.${type}`)} · {t('import:cards', { count: cards })}
							</small>
						</span>
						<Select
							label={t('import:marks.meaning', { name })}
							size="small"
							value={choice[id] ?? meaning}
							options={[{ value: 'none', label: t('import:marks.none') }, ...options]}
							onChange={(value: MarkMeaning) => choose(id, value)}
						/>
					</li>
				))}
			</ul>
		</section>
	)
}

/** The CSS colour that a colour of a file has; undefined for a name that browsers do not know. */
function swatchOf(name: string): string | undefined {
	const colour = name.trim().toLowerCase()
	const [, digits] = HEX.exec(colour) ?? []
	if (digits !== undefined) return `#${digits}`
	const plain = colour.replace(SHADE, '')
	return [colour.replace(/[-_ ]/g, ''), plain].find((one) => /^[a-z]+$/.test(one) && CSS.supports('color', one))
}
