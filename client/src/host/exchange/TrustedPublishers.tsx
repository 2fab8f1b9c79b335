import { type HostPractices, LIMITS, type TrustBody } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { setTrusted } from '../../connection/api/host.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { useAttempt } from '../../ui/useAttempt.ts'
import { useSave } from '../../ui/useSave.ts'
import styles from './exchange.module.css'
import { Panel, Row, Rows } from './Panel.tsx'
import { useRefresh } from './useRefresh.ts'

/**
 * The workshops and organisations whose practices do not wait for the host (PRACTICE4c). An
 * organisation is added by the domain of its addresses, on servers with a sign-in.
 */
export function TrustedPublishers({ practices }: { practices: HostPractices }) {
	const { trusted, trustedOrganisations, hasSignIn } = practices
	const { t } = useTranslation('host')
	const distrust = useDistrust()
	const count = trusted.length + trustedOrganisations.length
	if (count === 0 && !hasSignIn) return null
	return (
		<Panel
			title={t('exchange.trusted')}
			count={count}
			lead={t(hasSignIn ? 'exchange.trustedOrganisationsLead' : 'exchange.trustedLead')}
		>
			<Rows>
				{[
					...trustedOrganisations.map((organisation) => (
						<Row key={organisation} title={organisation} details={[t('exchange.organisation')]}>
							<Button size="small" onClick={() => void distrust({ organisation, isTrusted: false })}>
								{t('exchange.distrust')}
							</Button>
						</Row>
					)),
					...trusted.map(({ id, title }) => (
						<Row key={id} title={title} details={[t('exchange.workshop')]}>
							<Button size="small" onClick={() => void distrust({ workshop: id, isTrusted: false })}>
								{t('exchange.distrust')}
							</Button>
						</Row>
					)),
				]}
			</Rows>
			{hasSignIn && <OrganisationForm />}
		</Panel>
	)
}

/** Returns a function that takes trust back, and reads the lists again. */
function useDistrust() {
	const attempt = useAttempt()
	const refresh = useRefresh()
	return async (body: TrustBody) => {
		await attempt(() => setTrusted(body))
		await refresh()
	}
}

function OrganisationForm() {
	const { t } = useTranslation('host')
	const attempt = useAttempt()
	const refresh = useRefresh()
	const [domain, setDomain] = useState('')
	const [isSaving, save] = useSave()
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		const organisation = domain.trim().replace(/^.*@/, '')
		if (!(await save(() => attempt(() => setTrusted({ organisation, isTrusted: true }))))) return
		setDomain('')
		await refresh()
	}
	return (
		<form className={styles['add']} onSubmit={(event) => void submit(event)}>
			<TextField
				label={t('exchange.domain')}
				hint={t('exchange.domainHint')}
				required
				maxLength={LIMITS.maxDomainLength}
				placeholder="city.example"
				autoComplete="off"
				autoCapitalize="off"
				spellCheck={false}
				value={domain}
				onChange={setDomain}
			/>
			<Button type="submit" busy={isSaving}>
				{t('exchange.trustAction')}
			</Button>
		</form>
	)
}
