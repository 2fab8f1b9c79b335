import { type HostSettingsView, LIMITS, LOCALES, type Locale } from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, type FormEvent, useId, useRef, useState } from 'react'
import { fetchSettings, removeLogo, saveLogo, saveSettings } from '../connection/api/host.ts'
import { serverPath } from '../connection/basePath.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { LOCALE_NAMES, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Field, TextField } from '../ui/Field.tsx'
import pills from '../ui/pills.module.css'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt, useFailureToast } from '../ui/useAttempt.ts'
import { useFormEdits } from '../ui/useFormEdits.ts'
import { useSave } from '../ui/useSave.ts'
import styles from './settings.module.css'
import { changeOf, type SettingsFields, type TextFieldName, textKey, toFields } from './settingsFields.ts'

const QUERY_KEY = ['host', 'settings']

/**
 * The settings that the host makes on the page: the organisation, languages, texts on the join
 * page, and the permission to create workshops (HOST8).
 */
export function SettingsForm() {
	const stored = useQuery({ queryKey: QUERY_KEY, queryFn: fetchSettings, staleTime: Number.POSITIVE_INFINITY })
	useFailureToast(queryFailure(stored))
	return stored.data ? <Form stored={stored.data} /> : null
}

function Form({ stored }: { stored: HostSettingsView }) {
	const { t } = useTranslation('host')
	const attempt = useAttempt()
	const showToast = useToast()
	const client = useQueryClient()
	const [isSaving, save] = useSave()
	const { values: fields, edits, change, forget } = useFormEdits(toFields(stored.settings))
	const changed = changeOf(edits, stored.settings)
	const isChanged = Object.keys(changed).length > 0
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		const saved = await save(() => attempt(() => saveSettings(changed)))
		if (!saved) return
		client.setQueryData(QUERY_KEY, saved)
		forget(fields)
		showToast(t('settings.saved'))
	}
	return (
		<form className={styles['form']} onSubmit={submit} noValidate>
			<section className={styles['panel']} aria-labelledby="host-organisation">
				<h2 id="host-organisation">{t('settings.organisation')}</h2>
				<p>{t('settings.organisationLead')}</p>
				<TextField
					label={t('settings.name')}
					value={fields.name}
					onChange={(name) => change({ name })}
					maxLength={LIMITS.maxOrganisationLength}
				/>
				<LogoField logo={stored.logo} />
			</section>
			<section className={styles['panel']} aria-labelledby="host-workshops">
				<h2 id="host-workshops">{t('settings.newWorkshops')}</h2>
				<fieldset className={pills['pills']}>
					<legend>{t('settings.opening')}</legend>
					{(['key', 'everyone'] as const).map((opening) => (
						<label key={opening}>
							<input
								type="radio"
								name="opening"
								checked={fields.opening === opening}
								onChange={() => change({ opening })}
							/>
							{t(`settings.openings.${opening}`)}
						</label>
					))}
				</fieldset>
				<fieldset className={pills['pills']}>
					<legend>{t('settings.locales')}</legend>
					{LOCALES.map((locale) => (
						<label key={locale} lang={locale}>
							<input
								type="checkbox"
								checked={fields.locales.includes(locale)}
								onChange={({ target }) => change({ locales: toggled(fields.locales, locale, target.checked) })}
							/>
							{LOCALE_NAMES[locale]}
						</label>
					))}
				</fieldset>
			</section>
			<JoiningTexts fields={fields} onChange={change} />
			<div className={styles['bar']}>
				<Button type="submit" variant="primary" busy={isSaving} aria-disabled={!isChanged}>
					{t('settings.save')}
				</Button>
				<p role="status">{isChanged ? t('settings.unsaved') : ''}</p>
			</div>
		</form>
	)
}

const toggled = (locales: readonly Locale[], locale: Locale, isOn: boolean) =>
	LOCALES.filter((other) => (other === locale ? isOn : locales.includes(other)))

/**
 * The field for the logo. The logo is stored immediately, because it is a file and not a field of
 * the form.
 */
function LogoField({ logo }: { logo: string | null }) {
	const { t } = useTranslation('host')
	const attempt = useAttempt()
	const client = useQueryClient()
	const picker = useRef<HTMLInputElement>(null)
	const [isSaving, save] = useSave()
	const show = (view: HostSettingsView | null) => {
		if (view) client.setQueryData(QUERY_KEY, (old: HostSettingsView) => ({ ...old, logo: view.logo }))
	}
	const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
		const [file] = target.files ?? []
		target.value = ''
		if (file) show(await save(() => attempt(() => saveLogo(file))))
	}
	return (
		<fieldset className={styles['logo']}>
			<legend>{t('settings.logo')}</legend>
			<div>
				{logo && <img src={serverPath(logo)} alt={t('settings.logo')} />}
				<Button icon="image" busy={isSaving} onClick={() => picker.current?.click()}>
					{t(logo ? 'settings.changeLogo' : 'settings.addLogo')}
				</Button>
				{logo && (
					<Button variant="quiet" icon="bin" onClick={async () => show(await attempt(removeLogo))}>
						{t('settings.removeLogo')}
					</Button>
				)}
			</div>
			<input ref={picker} type="file" accept="image/*" hidden onChange={take} />
		</fieldset>
	)
}

interface JoiningTextsProps {
	fields: SettingsFields
	onChange: (changed: Partial<SettingsFields>) => void
}

/** The texts that people read before they join, in each language. */
function JoiningTexts({ fields, onChange }: JoiningTextsProps) {
	const { t } = useTranslation('host')
	const [locale, setLocale] = useState(useLocale())
	const name = useId()
	const setText = (field: TextFieldName, text: string) => onChange({ [textKey(field, locale)]: text })
	return (
		<section className={styles['panel']} aria-labelledby="host-joining">
			<h2 id="host-joining">{t('settings.joining')}</h2>
			<p>{t('settings.joiningLead')}</p>
			<fieldset className={pills['pills']}>
				<legend>{t('settings.textsIn')}</legend>
				{LOCALES.map((other) => (
					<label key={other} lang={other}>
						<input type="radio" name={name} checked={other === locale} onChange={() => setLocale(other)} />
						{LOCALE_NAMES[other]}
					</label>
				))}
			</fieldset>
			<TextField
				key={`line ${locale}`}
				lang={locale}
				label={t('settings.line')}
				hint={t('settings.lineHint')}
				value={fields[textKey('line', locale)]}
				onChange={(text) => setText('line', text)}
				maxLength={LIMITS.maxHostLineLength}
			/>
			{(['notice', 'privacy'] as const).map((field) => (
				<Field key={field} label={t(`settings.${field}`)} hint={t('settings.textHint')}>
					{(control) => (
						<textarea
							{...control}
							lang={locale}
							rows={6}
							maxLength={LIMITS.maxLegalLength}
							value={fields[textKey(field, locale)]}
							onChange={({ target }) => setText(field, target.value)}
						/>
					)}
				</Field>
			))}
		</section>
	)
}
