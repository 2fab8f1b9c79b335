import {
	domainTextsIn,
	LIMITS,
	OBSTACLE_CATEGORIES,
	PRACTICE_LICENCES,
	PRACTICE_THEMES,
	type Practice,
	type PracticeDocument,
	type PracticeFacts,
	practiceNamesIn,
	SDGS,
} from '@charrette/shared'
import { changePractice, uploadDocument } from '../connection/api/exchange.ts'
import type { Credentials } from '../connection/credentials.ts'
import { joinParts } from '../i18n/listText.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import pills from '../ui/pills.module.css'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useFormEdits } from '../ui/useFormEdits.ts'
import { useSave } from '../ui/useSave.ts'
import { EvidenceForm } from './EvidenceForm.tsx'
import styles from './editor.module.css'

interface FactsFormProps {
	credentials: Credentials
	practice: Practice
	/** Fetches the practice again. */
	onSaved: () => Promise<void>
}

/**
 * The facts of a practice, which are everything except its texts: place, themes, goals, people and
 * licence.
 */
export function FactsForm({ credentials, practice, onSaved }: FactsFormProps) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const attempt = useAttempt()
	const showToast = useToast()
	const [isSaving, save] = useSave()
	const { values: facts, change, forget } = useFormEdits(practice.facts)
	const names = practiceNamesIn(locale)
	const upload = async (file: File): Promise<PracticeDocument | null> => {
		if (file.type !== 'application/pdf' || file.size > LIMITS.maxDocumentBytes) {
			showToast(t('evidence.notDocument'))
			return null
		}
		const stored = await attempt(() => uploadDocument(credentials, practice.id, file))
		const title = file.name.replace(/\.pdf$/i, '').slice(0, LIMITS.maxEvidenceLength)
		return stored && { ...stored, title }
	}
	const submit = async () => {
		const body = { facts: withoutEmpty(facts), baseVersion: practice.revision }
		const saved = await save(() => attempt(() => changePractice(credentials, practice.id, body)))
		if (saved) showToast(t('editor.factsSaved'))
		// Another person may have saved meanwhile: this person's fields are kept over the new ones.
		await onSaved()
		if (saved) forget(facts)
	}
	return (
		<form
			className={styles['form']}
			aria-label={t('editor.facts')}
			onSubmit={(event) => {
				event.preventDefault()
				void submit()
			}}
		>
			<PlaceFields facts={facts} change={change} />
			<Pills
				legend={t('filters.theme')}
				options={PRACTICE_THEMES.map((value) => [value, names.themes[value]])}
				chosen={facts.themes}
				onChange={(themes) => change({ themes })}
			/>
			<Pills
				legend={t('filters.category')}
				options={OBSTACLE_CATEGORIES.map((value) => [value, domainTextsIn(locale).categories[value]])}
				chosen={facts.categories}
				onChange={(categories) => change({ categories })}
			/>
			<Pills
				legend={t('filters.sdg')}
				options={SDGS.map((goal) => [goal, `${goal}. ${names.sdgs[goal - 1]}`])}
				chosen={facts.sdgs}
				onChange={(sdgs) => change({ sdgs: [...sdgs].sort((a, b) => a - b) })}
			/>
			<EvidenceForm evidence={facts.evidence} onChange={(evidence) => change({ evidence })} upload={upload} />
			<Contributors facts={facts} change={change} />
			<TextField
				label={t('contact')}
				hint={t('editor.contactHint')}
				maxLength={200}
				value={facts.contact ?? ''}
				onChange={(contact) => change({ contact })}
			/>
			<Select
				label={t('licence')}
				value={facts.licence}
				options={PRACTICE_LICENCES.map((value) => ({ value, label: value }))}
				onChange={(licence) => change({ licence })}
			/>
			<Button type="submit" variant="primary" busy={isSaving}>
				{t('editor.saveFacts')}
			</Button>
		</form>
	)
}

interface PartProps {
	facts: PracticeFacts
	change: (some: Partial<PracticeFacts>) => void
}

function PlaceFields({ facts, change }: PartProps) {
	const { t } = useTranslation('exchange')
	const { city, startedOn = '', endedOn = '' } = facts
	const setCity = (some: Partial<Record<keyof PracticeFacts['city'], string | number>>) =>
		change({ city: { ...city, ...some } as PracticeFacts['city'] })
	return (
		<div className={styles['row']}>
			<TextField label={t('editor.city')} maxLength={60} value={city.name} onChange={(name) => setCity({ name })} />
			<TextField
				label={t('editor.country')}
				hint="CN, CO, SN …"
				maxLength={2}
				value={city.country ?? ''}
				onChange={(country) => setCity({ country: country.toUpperCase() })}
			/>
			<TextField
				label={t('editor.population')}
				inputMode="numeric"
				value={city.population === undefined ? '' : String(city.population)}
				onChange={(typed) => setCity({ population: Number(typed.replace(/\D/g, '')) })}
			/>
			<TextField
				label={t('editor.startedOn')}
				hint={t('editor.month')}
				maxLength={7}
				value={startedOn}
				onChange={(month) => change({ startedOn: month })}
			/>
			<TextField
				label={t('editor.endedOn')}
				hint={t('editor.month')}
				maxLength={7}
				value={endedOn}
				onChange={(month) => change({ endedOn: month })}
			/>
		</div>
	)
}

interface PillsProps<Value> {
	legend: string
	options: readonly (readonly [Value, string])[]
	chosen: readonly Value[]
	onChange: (chosen: Value[]) => void
}

function Pills<Value extends string | number>({ legend, options, chosen, onChange }: PillsProps<Value>) {
	return (
		<fieldset className={pills['pills']}>
			<legend>{legend}</legend>
			{options.map(([value, label]) => (
				<label key={value}>
					<input
						type="checkbox"
						checked={chosen.includes(value)}
						onChange={({ target }) =>
							onChange(target.checked ? [...chosen, value] : chosen.filter((other) => other !== value))
						}
					/>
					{label}
				</label>
			))}
		</fieldset>
	)
}

function Contributors({ facts: { contributors }, change }: PartProps) {
	const { t } = useTranslation('exchange')
	const named = contributors.filter(({ name }) => name !== '')
	if (named.length === 0) return null
	// Two people of different cities may have the same name.
	const setNamed = ({ name, city }: (typeof named)[number], isNamed: boolean) =>
		change({
			contributors: contributors.map((one) => (one.name === name && one.city === city ? { ...one, isNamed } : one)),
		})
	return (
		<fieldset className={pills['pills']}>
			<legend>{t('editor.consent')}</legend>
			{named.map((person) => (
				<label key={`${person.name} ${person.city}`}>
					<input type="checkbox" checked={person.isNamed} onChange={({ target }) => setNamed(person, target.checked)} />
					{joinParts([person.name, person.city])}
				</label>
			))}
		</fieldset>
	)
}

/** Returns the facts without empty fields. */
function withoutEmpty(facts: PracticeFacts): Partial<PracticeFacts> {
	const { country, region, population, name } = facts.city
	const city = { name, ...(country && { country }), ...(region && { region }), ...(population && { population }) }
	const filled = Object.entries({ ...facts, city }).filter(([, value]) => value !== '')
	return Object.fromEntries(filled)
}
