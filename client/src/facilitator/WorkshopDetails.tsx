import { LIMITS, LOCALES, type Locale, type Workshop } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useTranslates } from '../connection/clientInfo.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { mergeLists, mergeTexts } from '../sync/mergeTexts.ts'
import { Button } from '../ui/Button.tsx'
import { CheckField } from '../ui/CheckField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { LanguageChoice } from '../ui/LanguageChoice.tsx'
import { TagField } from '../ui/TagField.tsx'
import { useSave } from '../ui/useSave.ts'
import styles from './details.module.css'
import type { ControlProps } from './useCommand.ts'

const CITY_LIMITS = { maxLength: LIMITS.maxCityLength, maxNames: LIMITS.maxCities }

/** The button beside the workshop's title, which opens its details. */
export function WorkshopDetailsButton(props: ControlProps) {
	const { t } = useTranslation('dashboard')
	const [isOpen, setOpen] = useState(false)
	return (
		<>
			<Button
				variant="quiet"
				size="small"
				icon="draw"
				iconOnly
				aria-label={t('details.title')}
				title={t('details.title')}
				onClick={() => setOpen(true)}
			/>
			{isOpen && <WorkshopDetails {...props} onClose={() => setOpen(false)} />}
		</>
	)
}

/**
 * Changes the title, the cities and the languages of the workshop. What another facilitator changes
 * while the dialog is open stays (CORRECT1a).
 */
function WorkshopDetails({ workshop, run, onClose }: ControlProps & { onClose: () => void }) {
	const { t } = useTranslation(['dashboard', 'app'])
	const [before] = useState(workshop)
	const [title, setTitle] = useState(workshop.title)
	const [cities, setCities] = useState(() => namesOf(workshop))
	const [locales, setLocales] = useState(workshop.locales)
	const translates = useTranslates()
	const wasAllowed = before.isUntranslated !== true
	const [isAllowed, setAllowed] = useState(wasAllowed)
	const [isSaving, save] = useSave()
	const [onlyLocale] = locales.length === 1 ? locales : []

	const submit = async (event: FormEvent) => {
		event.preventDefault()
		const change = changeOf(before, { title: title.trim(), cities, locales }, workshop)
		const saveAll = async () => {
			if (isAllowed !== wasAllowed && !(await run({ type: 'translation.set', isAllowed }))) return false
			return Object.keys(change).length === 0 || (await run({ type: 'workshop.change', ...change })) !== null
		}
		if (await save(saveAll)) onClose()
	}
	return (
		<Dialog title={t('dashboard:details.title')} onClose={onClose}>
			<form className={styles['form']} onSubmit={submit}>
				<TextField
					label={t('app:home.titleLabel')}
					value={title}
					onChange={setTitle}
					required
					maxLength={LIMITS.maxTitleLength}
				/>
				<LanguageChoice chosen={locales} required={onlyLocale ?? null} onChange={setLocales} />
				<TagField
					label={t('app:home.citiesLabel')}
					hint={t('app:home.citiesHint')}
					names={cities}
					onChange={setCities}
					limits={CITY_LIMITS}
					removeLabel={(city) => t('app:home.removeCity', { city })}
				/>
				{translates && (
					<CheckField
						label={t('dashboard:details.translation')}
						hint={t('dashboard:details.translationHint')}
						checked={isAllowed}
						onChange={setAllowed}
					/>
				)}
				<div className={styles['actions']}>
					<Button onClick={onClose}>{t('app:cancel')}</Button>
					<Button type="submit" variant="primary" busy={isSaving} disabled={title.trim() === ''}>
						{t('dashboard:details.save')}
					</Button>
				</div>
			</form>
		</Dialog>
	)
}

const namesOf = ({ cities }: Workshop) => cities.map(({ name }) => name)

/**
 * Returns the fields of the workshop that this person has changed since the dialog was opened, with
 * what others have changed meanwhile.
 */
function changeOf(before: Workshop, mine: { title: string; cities: string[]; locales: Locale[] }, now: Workshop) {
	const title = mergeTexts(before.title, mine.title, now.title) ?? mine.title
	const known = new Map(now.cities.map((city) => [city.name, city]))
	const names = mergeLists(namesOf(before), mine.cities, namesOf(now))
	const merged = mergeLists(before.locales, mine.locales, now.locales)
	const chosen = merged.length > 0 ? merged : mine.locales
	const locales = LOCALES.filter((locale) => chosen.includes(locale))
	const areSame = (one: readonly string[], other: readonly string[]) =>
		one.length === other.length && one.every((entry) => other.includes(entry))
	return {
		...(title !== now.title && { title }),
		...(!areSame(names, namesOf(now)) && { cities: names.map((name) => known.get(name) ?? { name }) }),
		...(!areSame(locales, now.locales) && { locales }),
	}
}
