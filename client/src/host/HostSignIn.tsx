import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { signIn } from '../connection/api/host.ts'
import { failureOf } from '../connection/http.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useSave } from '../ui/useSave.ts'
import { HostAccountSignIn } from './HostAccountSignIn.tsx'
import styles from './host.module.css'

/** Asks for the host's key, or an account with the role of a host. */
export function HostSignIn() {
	const { t } = useTranslation(['host', 'app'])
	const client = useQueryClient()
	const [key, setKey] = useState('')
	const [error, setError] = useState<string | null>(null)
	const [isSaving, save] = useSave()
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		if (key.trim() === '') return setError(t('signIn.missing'))
		try {
			await save(async () => {
				await signIn(key.trim())
				await client.invalidateQueries()
			})
		} catch (thrown) {
			const failure = failureOf(thrown)
			setError(failure === 'host_key_needed' ? t('signIn.wrong') : t(`app:errors.${failure}`))
		}
	}
	return (
		<form className={styles['signIn']} onSubmit={submit} noValidate>
			<span className={styles['emblem']}>
				<Icon name="lock" size={26} />
			</span>
			<h1>{t('title')}</h1>
			<p>{t('signIn.lead')}</p>
			<TextField
				label={t('signIn.key')}
				type="password"
				autoComplete="current-password"
				value={key}
				onChange={(value) => {
					setKey(value)
					setError(null)
				}}
				error={error}
				maxLength={500}
			/>
			<Button type="submit" variant="primary" size="large" busy={isSaving}>
				{t('signIn.submit')}
			</Button>
			<HostAccountSignIn />
		</form>
	)
}

/** Explains how to enable the page, on a server without a host key. */
export function HostOff() {
	const { t } = useTranslation('host')
	return (
		<section className={styles['signIn']}>
			<span className={styles['emblem']}>
				<Icon name="lock" size={26} />
			</span>
			<h1>{t('off.title')}</h1>
			<p>{t('off.lead')}</p>
			<pre className={styles['command']}>CHARRETTE_ADMIN_KEY=$(openssl rand -base64 24) npm start</pre>
			<p>{t('off.keep')}</p>
		</section>
	)
}
