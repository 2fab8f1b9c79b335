import type { Locale, OpenWorkshopBody } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { openWorkshop } from '../connection/api.ts'
import { saveCredentials } from '../connection/credentials.ts'
import { failureOf } from '../connection/http.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { useToast } from '../ui/Toasts.tsx'
import styles from './OpenWorkshop.module.css'
import { OpenWorkshopForm } from './OpenWorkshopForm.tsx'

/** Creates a workshop: from the form, or as a copy of the sample. */
export function OpenWorkshop({ locales = [] }: { locales?: readonly Locale[] | undefined }) {
	const { t } = useTranslation()
	const locale = useLocale()
	const { open, pending, keyRequest, answerKey } = useOpenWorkshop()
	const sample: OpenWorkshopBody = { title: t('home.sampleName'), locale, template: 'sample' }
	const isSample = pending?.template === 'sample'
	return (
		<section className={styles['ways']} aria-label={t('home.createTitle')}>
			<div className={styles['panel']}>
				<h2>{t('home.createTitle')}</h2>
				<p className={styles['lead']}>{t('home.createLead')}</p>
				<OpenWorkshopForm defaultLocales={locales} onOpen={open} isOpening={pending !== null && !isSample} />
			</div>
			<div className={styles['sample']}>
				<h2>{t('home.sampleTitle')}</h2>
				<p className={styles['lead']}>{t('home.sampleLead')}</p>
				<SampleBoards />
				<Button size="large" icon="arrowRight" busy={isSample} onClick={() => open(sample)}>
					{isSample ? t('home.sampleOpening') : t('home.sample')}
				</Button>
			</div>
			{keyRequest && <HostKeyDialog isWrong={keyRequest === 'again'} onAnswer={answerKey} />}
		</section>
	)
}

/**
 * Creates a workshop, asks for the host key if the server needs one, and opens the page with the
 * links.
 */
function useOpenWorkshop() {
	const { t } = useTranslation()
	const [, navigate] = useLocation()
	const showToast = useToast()
	const [pending, setPending] = useState<OpenWorkshopBody | null>(null)
	const [deferred, setDeferred] = useState<OpenWorkshopBody | null>(null)
	const [keyRequest, setKeyRequest] = useState<'first' | 'again' | null>(null)

	const open = async (body: OpenWorkshopBody, hostKey?: string) => {
		setPending(body)
		try {
			const { workshop, token, links } = await openWorkshop(body, hostKey)
			saveCredentials({ workshop: workshop.id, token, role: 'facilitator', participant: null, links })
			navigate(`/w/${workshop.id}/ready`)
		} catch (thrown) {
			const code = failureOf(thrown)
			setPending(null)
			if (code !== 'host_key_needed') return showToast(t(`errors.${code}`), 'error')
			setDeferred(body)
			setKeyRequest(hostKey ? 'again' : 'first')
		}
	}
	const answerKey = (key: string | null) => {
		setKeyRequest(null)
		if (key !== null && deferred) open(deferred, key)
	}
	return { open, pending, keyRequest, answerKey }
}

/** Six tiny boards with as many cards as the sample's groups have. */
function SampleBoards() {
	const boards = ['coooossoosr', 'coooossrso', 'coosoosssoa', 'cooooosrsa', 'cooossosoroa', 'coooosrss']
	const kinds = { o: 'obstacle', s: 'solution', c: 'case', r: 'resource', a: 'action' } as const
	return (
		<div className={styles['sampleBoards']} aria-hidden="true">
			{boards.map((board) => (
				<span key={board}>
					{[...board].map((letter, index) => (
						<i key={index} data-kind={kinds[letter as keyof typeof kinds]} />
					))}
				</span>
			))}
		</div>
	)
}

interface HostKeyDialogProps {
	/** The last key was wrong. */
	isWrong: boolean
	/** Called with the key, or with null if the dialog is cancelled. */
	onAnswer: (key: string | null) => void
}

/** Asks for the host key, on servers where only invited hosts can create workshops. */
function HostKeyDialog({ isWrong, onAnswer }: HostKeyDialogProps) {
	const { t } = useTranslation()
	const [key, setKey] = useState('')
	const submit = (event: FormEvent) => {
		event.preventDefault()
		if (key.trim() !== '') onAnswer(key.trim())
	}
	return (
		<Dialog title={t('home.keyTitle')} onClose={() => onAnswer(null)}>
			<form className={styles['keyForm']} onSubmit={submit} noValidate>
				<p>{t('home.keyLead')}</p>
				<TextField
					label={t('home.keyLabel')}
					type="password"
					value={key}
					onChange={setKey}
					error={isWrong && key === '' ? t('home.keyWrong') : null}
				/>
				<div className={styles['keyActions']}>
					<Button onClick={() => onAnswer(null)}>{t('cancel')}</Button>
					<Button type="submit" variant="primary">
						{t('home.create')}
					</Button>
				</div>
			</form>
		</Dialog>
	)
}
