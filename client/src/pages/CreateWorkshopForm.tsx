import { type CreateWorkshopBody, LIMITS, LOCALES, type Locale, type TemplateId } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { TemplateGallery } from '../facilitator/runsheet/TemplateGallery.tsx'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { LanguageChoice } from '../ui/LanguageChoice.tsx'
import { Stepper } from '../ui/Stepper.tsx'
import { TagField } from '../ui/TagField.tsx'
import styles from './CreateWorkshop.module.css'

const DEFAULT_GROUPS = 6
const CITY_LIMITS = { maxLength: LIMITS.maxCityLength, maxNames: LIMITS.maxCities }

interface CreateWorkshopFormProps {
	/** The languages that the server's host has chosen for new workshops. */
	defaultLocales: readonly Locale[]
	onCreate: (body: CreateWorkshopBody) => void
	isCreating: boolean
}

/**
 * The form for a new workshop: title, languages, cities, template and number of groups. Only the
 * title is required.
 */
export function CreateWorkshopForm({ defaultLocales, onCreate, isCreating }: CreateWorkshopFormProps) {
	const { t } = useTranslation()
	const locale = useLocale()
	const [title, setTitle] = useState('')
	const [titleError, setTitleError] = useState<string | null>(null)
	const [chosen, setOthers] = useState<Locale[] | null>(null)
	const others = chosen ?? defaultLocales
	const [cities, setCities] = useState<string[]>([])
	const [groups, setGroups] = useState(DEFAULT_GROUPS)
	const [template, setTemplate] = useState<TemplateId | ''>('')
	const locales = LOCALES.filter((candidate) => candidate === locale || others.includes(candidate))

	const submit = (event: FormEvent) => {
		event.preventDefault()
		if (title.trim() === '') return setTitleError(t('home.titleMissing'))
		onCreate({ title: title.trim(), locale, locales, cities, groups, ...(template && { template }) })
	}
	return (
		<form className={styles['form']} onSubmit={submit} noValidate>
			<TextField
				label={t('home.titleLabel')}
				value={title}
				onChange={(value) => {
					setTitle(value)
					setTitleError(null)
				}}
				placeholder={t('home.titleHint')}
				error={titleError}
				maxLength={LIMITS.maxTitleLength}
			/>
			<LanguageChoice chosen={locales} required={locale} onChange={setOthers} />
			<TagField
				label={
					cities.length > 0
						? `${t('home.citiesLabel')} · ${t('home.cityCount', { count: cities.length })}`
						: t('home.citiesLabel')
				}
				hint={t('home.citiesHint')}
				names={cities}
				onChange={setCities}
				limits={CITY_LIMITS}
				removeLabel={(city) => t('home.removeCity', { city })}
			/>
			<TemplateGallery value={template} onChange={setTemplate} />
			<div className={styles['last']}>
				<Stepper
					label={t('home.groupsLabel')}
					value={groups}
					min={1}
					max={LIMITS.maxGroups}
					onChange={setGroups}
					lessLabel={t('home.fewer')}
					moreLabel={t('home.more')}
				/>
				<Button type="submit" variant="primary" size="large" busy={isCreating}>
					{isCreating ? t('home.creating') : t('home.create')}
				</Button>
			</div>
		</form>
	)
}
