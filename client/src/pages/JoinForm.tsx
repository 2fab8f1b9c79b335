import { type Invitation, type JoinCode, LIMITS, localize, parseJoinCode } from '@charrette/shared'
import { type FormEvent, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { fetchInvitation, joinWorkshop } from '../connection/api/join.ts'
import { serverPath } from '../connection/basePath.ts'
import { previousToken, rememberParticipation, saveCredentials } from '../connection/credentials.ts'
import { type FailureCode, failureOf } from '../connection/http.ts'
import { retryCall } from '../connection/retry.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { TextField } from '../ui/Field.tsx'
import { HostMark } from '../ui/HostMark.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { HostMarkSlot } from './HostMarkSlot.tsx'
import styles from './JoinPage.module.css'
import { BoardPage } from './lazyPages.ts'

interface JoinFormProps {
	typed: string
	onType: (typed: string) => void
	invitation: InvitationState
}

interface FormErrors {
	code?: string
	name?: string
	city?: string
}

/** The form for a new participant: code, name and city. */
export function JoinForm({ typed, onType, invitation }: JoinFormProps) {
	const { t } = useTranslation()
	const locale = useLocale()
	const [name, setName] = useState('')
	const [city, setCity] = useState('')
	const [errors, setErrors] = useState<FormErrors>({})
	const { join, isJoining } = useJoin((code) => setErrors({ code }))
	const found = invitation.state === 'found' ? invitation.invitation : null
	const host = found?.host
	const lookUpError = invitation.state === 'failed' ? t(`errors.${invitation.failure}`) : undefined

	const submit = (event: FormEvent) => {
		event.preventDefault()
		const code = parseJoinCode(typed)
		const invalid: FormErrors = {
			...(code ? {} : { code: t('join.codeIncomplete') }),
			...(name.trim() ? {} : { name: t('join.nameMissing') }),
			...(city.trim() ? {} : { city: t('join.cityMissing') }),
		}
		setErrors(invalid)
		if (code && Object.keys(invalid).length === 0) join({ code, name: name.trim(), city: city.trim() })
	}
	return (
		<form className={styles['form']} onSubmit={submit} noValidate>
			{host && <HostMark host={host} />}
			{invitation.state === 'none' && <HostMarkSlot />}
			<h1>{found ? found.title : t('join.title')}</h1>
			<TextField
				label={t('join.codeLabel')}
				value={typed}
				onChange={(value) => {
					onType(value)
					setErrors(({ code: _, ...others }) => others)
				}}
				hint={invitation.state === 'pending' ? t('join.looking') : found ? undefined : t('join.codeHint')}
				error={errors.code ?? lookUpError}
				placeholder="7KQM-2HXD"
				autoCapitalize="characters"
				spellCheck={false}
				maxLength={40}
				className={styles['code']}
			/>
			<TextField
				label={t('join.nameLabel')}
				value={name}
				onChange={setName}
				onFocus={BoardPage.prefetch}
				error={name.trim() ? undefined : errors.name}
				autoComplete="name"
				name="name"
				maxLength={LIMITS.maxNameLength}
			/>
			<Combobox
				label={t('join.cityLabel')}
				value={city}
				onChange={setCity}
				options={found?.cities ?? []}
				aliases={found?.cityNames}
				hint={found && found.cities.length > 0 ? t('join.cityHint') : undefined}
				error={city.trim() ? undefined : errors.city}
				name="city"
				maxLength={LIMITS.maxCityLength}
			/>
			<div className={styles['action']}>
				<Button type="submit" variant="primary" size="large" busy={isJoining}>
					{isJoining ? t('join.joining') : t('join.join')}
				</Button>
				{host && (
					<p className={styles['host']}>
						{localize(host.line, locale)}{' '}
						{host.hasTexts && (
							<a href={serverPath('/legal')} target="_blank" rel="noreferrer">
								{t('join.legal')}
							</a>
						)}
					</p>
				)}
			</div>
		</form>
	)
}

/**
 * Returns a function that joins, stores the credentials and opens the board. `onWrongCode` gets the
 * error text for the code's field.
 */
function useJoin(onWrongCode: (error: string) => void) {
	const { t } = useTranslation()
	const locale = useLocale()
	const [, navigate] = useLocation()
	const showToast = useToast()
	const [isJoining, setJoining] = useState(false)

	const join = async (person: { code: string; name: string; city: string }) => {
		setJoining(true)
		const earlier = previousToken(person.code)
		try {
			const { token, participant, workshop } = await joinWorkshop({
				...person,
				locale,
				...(earlier ? { earlier } : {}),
			})
			saveCredentials({ workshop: workshop.id, token, role: 'participant', participant: participant.id })
			const { id, joinCode, title } = workshop
			rememberParticipation({ workshop: id, code: joinCode, title, name: participant.name, city: participant.city })
			navigate(`/w/${workshop.id}`)
		} catch (thrown) {
			const code = failureOf(thrown)
			setJoining(false)
			if (code === 'unknown_code') onWrongCode(t('errors.unknown_code'))
			else showToast(t(`errors.${code}`), 'error')
		}
	}
	return { join, isJoining }
}

/** The state of the request for the workshop with the typed code. */
type InvitationState =
	| { state: 'none' }
	| { state: 'pending'; code: JoinCode }
	| { state: 'found'; code: JoinCode; invitation: Invitation }
	| { state: 'failed'; code: JoinCode; failure: FailureCode }

/**
 * Fetches the invitation as soon as the code is complete. Retries while the server cannot be
 * reached or is busy.
 */
export function useInvitation(typed: string): InvitationState {
	const code = parseJoinCode(typed)
	const [result, setResult] = useState<InvitationState>({ state: 'none' })
	useEffect(() => {
		if (!code) return undefined
		return retryCall(() => fetchInvitation(code), {
			onAnswer: (invitation) => setResult({ state: 'found', code, invitation }),
			onFailure: (failure) => setResult({ state: 'failed', code, failure }),
		})
	}, [code])
	if (!code) return { state: 'none' }
	return result.state !== 'none' && result.code === code ? result : { state: 'pending', code }
}
