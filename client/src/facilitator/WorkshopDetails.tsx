import { LIMITS, LOCALES } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useTranslates } from '../connection/clientInfo.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
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

/** Changes the title, the cities and the languages of the workshop. */
function WorkshopDetails({ workshop, run, onClose }: ControlProps & { onClose: () => void }) {
	const { t } = useTranslation(['dashboard', 'app'])
	const [title, setTitle] = useState(workshop.title)
	const [cities, setCities] = useState(() => workshop.cities.map(({ name }) => name))
	const [locales, setLocales] = useState(workshop.locales)
	const translates = useTranslates()
	const isTranslated = workshop.isUntranslated !== true
	const [isAllowed, setAllowed] = useState(isTranslated)
	const [isSaving, save] = useSave()
	const [onlyLocale] = locales.length === 1 ? locales : []

	const submit = async (event: FormEvent) => {
		event.preventDefault()
		const known = new Map(workshop.cities.map((city) => [city.name, city]))
		const details = {
			title: title.trim(),
			cities: cities.map((name) => known.get(name) ?? { name }),
			locales: LOCALES.filter((locale) => locales.includes(locale)),
		}
		const saveAll = async () => {
			if (isAllowed !== isTranslated && !(await run({ type: 'translation.set', isAllowed }))) return null
			return run({ type: 'workshop.change', ...details })
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
