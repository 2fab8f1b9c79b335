import type { OpenWorkshopBody } from '@charrette/shared'
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

/** The two ways to a workshop of one's own: by the form, or as a copy of the sample. */
export function OpenWorkshop() {
	const { t } = useTranslation()
	const locale = useLocale()
	const { open, pending, keyAsked, answerKey } = useOpenWorkshop()
	const sample: OpenWorkshopBody = { title: t('home.sampleName'), locale, template: 'sample' }
	const isSample = pending?.template === 'sample'
	return (
		<section className={styles['ways']} aria-label={t('home.createTitle')}>
			<div className={styles['panel']}>
				<h2>{t('home.createTitle')}</h2>
				<p className={styles['lead']}>{t('home.createLead')}</p>
				<OpenWorkshopForm onOpen={open} isOpening={pending !== null && !isSample} />
			</div>
			<div className={styles['sample']}>
				<h2>{t('home.sampleTitle')}</h2>
				<p className={styles['lead']}>{t('home.sampleLead')}</p>
				<SampleBoards />
				<Button size="large" icon="arrowRight" busy={isSample} onClick={() => open(sample)}>
					{isSample ? t('home.sampleOpening') : t('home.sample')}
				</Button>
			</div>
			{keyAsked && <HostKeyDialog isWrong={keyAsked === 'again'} onAnswer={answerKey} />}
		</section>
	)
}

/** Opens a workshop, asks for the host's key where the server wants one, and goes on to the page with the links. */
function useOpenWorkshop() {
	const { t } = useTranslation()
	const [, navigate] = useLocation()
	const showToast = useToast()
	const [pending, setPending] = useState<OpenWorkshopBody | null>(null)
	const [wanted, setWanted] = useState<OpenWorkshopBody | null>(null)
	const [keyAsked, setKeyAsked] = useState<'first' | 'again' | null>(null)

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
			setWanted(body)
			setKeyAsked(hostKey ? 'again' : 'first')
		}
	}
	const answerKey = (key: string | null) => {
		setKeyAsked(null)
		if (key !== null && wanted) open(wanted, key)
	}
	return { open, pending, keyAsked, answerKey }
}

/** Six small boards, as the sample's groups fill them. */
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
	/** The key given before did not fit. */
	isWrong: boolean
	/** The key, or null when the person gives up. */
	onAnswer: (key: string | null) => void
}

/** Asks for the host's key, on servers that keep new workshops to invited hosts. */
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
