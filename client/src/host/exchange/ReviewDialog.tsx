import type { PracticeId, PracticeView, WaitingPractice } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchWaitingPractice, refusePractice, releasePractice, setTrusted } from '../../connection/api/host.ts'
import { queryFailure } from '../../connection/queryClient.tsx'
import { PracticeArticle } from '../../exchange/PracticeArticle.tsx'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { useAttempt, useFailureToast } from '../../ui/useAttempt.ts'
import { useSave } from '../../ui/useSave.ts'
import styles from './exchange.module.css'
import { ReasonDialog } from './ReasonDialog.tsx'

interface ReviewDialogProps {
	practice: PracticeId
	onDone(): void
	onClose(): void
}

/**
 * A practice that waits for the host, as everybody would read it, with the decision below. What is
 * published is what the host has read (PRACTICE4a).
 */
export function ReviewDialog({ practice, onDone, onClose }: ReviewDialogProps) {
	const { t } = useTranslation('host')
	const query = useQuery({
		queryKey: ['host', 'waitingPractice', practice],
		queryFn: () => fetchWaitingPractice(practice),
		// What the host has read does not change under their eyes.
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	})
	useFailureToast(queryFailure(query))
	return (
		<Dialog title={t('exchange.review')} isWide onClose={onClose}>
			{query.data && (
				<Review waiting={query.data} readAgain={() => query.refetch()} onDone={onDone} onClose={onClose} />
			)}
		</Dialog>
	)
}

interface ReviewProps extends Pick<ReviewDialogProps, 'onDone' | 'onClose'> {
	waiting: WaitingPractice
	readAgain(): Promise<unknown>
}

function Review({ waiting: { practice, organisation, preview, print }, readAgain, onDone, onClose }: ReviewProps) {
	const { t } = useTranslation('host')
	const attempt = useAttempt()
	const showToast = useToast()
	const [trusts, setTrusts] = useState(false)
	const [trustsAll, setTrustsAll] = useState(false)
	const [isRefusing, setRefusing] = useState(false)
	const [isSaving, save] = useSave()
	const { id, title, workshop } = practice
	const view: PracticeView = {
		published: preview,
		visibility: 'public',
		origin: null,
		via: null,
		isRouteSigned: true,
		outdated: [],
		versions: [],
		adoptions: [],
		questions: [],
		canAsk: false,
		withdrawal: null,
	}
	const publish = async () => {
		const released = await save(() => attempt(() => releasePractice(id, print)))
		if (!released) {
			// Its writers may have changed it meanwhile.
			await readAgain()
			onDone()
			return
		}
		if (trusts) await attempt(() => setTrusted({ workshop, isTrusted: true }))
		if (trustsAll && organisation) await attempt(() => setTrusted({ organisation, isTrusted: true }))
		showToast(t('exchange.published', { title }))
		onDone()
		onClose()
	}
	return (
		<>
			<PracticeArticle view={view} published={preview} />
			<div className={styles['decision']}>
				<CheckField
					label={t('exchange.trust', { workshop: practice.provenance.workshop })}
					checked={trusts}
					onChange={setTrusts}
				/>
				{organisation && (
					<CheckField
						label={t('exchange.trustOrganisation', { organisation })}
						checked={trustsAll}
						onChange={setTrustsAll}
					/>
				)}
				<div className={styles['buttons']}>
					<Button variant="primary" busy={isSaving} onClick={() => void publish()}>
						{t('exchange.publish')}
					</Button>
					<Button onClick={() => setRefusing(true)}>{t('exchange.refuse.action')}</Button>
				</div>
			</div>
			{isRefusing && (
				<ReasonDialog
					title={t('exchange.refuse.title', { title })}
					lead={t('exchange.refuse.lead')}
					submit={t('exchange.refuse.confirm')}
					needs="reason"
					send={(reason) => refusePractice(id, reason)}
					onDone={() => {
						onDone()
						onClose()
					}}
					onClose={() => setRefusing(false)}
				/>
			)}
		</>
	)
}
