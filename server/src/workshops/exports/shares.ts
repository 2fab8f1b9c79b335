import {
	createId,
	isShareOpen,
	LIMITS,
	type Locale,
	type Share,
	type ShareId,
	type WorkshopId,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { escapeHtml } from '../../export/viewer/toViewer.ts'
import type { ShareStore } from '../../ports/ShareStore.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** A page to share, and for how long. */
interface ShareRequest {
	workshop: WorkshopId
	title: string
	/** Whether the page names authors. */
	authors: boolean
	days: number
	/** The origin whose pages may embed the page; null for none. */
	embeddedIn: string | null
	page: string
}

/**
 * Stores a page, and returns the secret of its link, which is not stored. Throws `not_now` if too
 * many shares are open.
 */
export async function createShare(
	{ shares }: { shares: ShareStore },
	{ workshop, title, authors, days, embeddedIn, page }: ShareRequest,
	now: number,
): Promise<{ share: Share; secret: string }> {
	if ((await listOpenShares({ shares }, workshop, now)).length >= LIMITS.maxShares)
		throw new AppError(
			'not_now',
			`At most ${LIMITS.maxShares} pages can be shared at the same time. End one first.`,
			'too_many_shares',
		)
	const id = createId<ShareId>()
	const times = { createdAt: now, until: now + days * DAY_MS, revokedAt: null }
	const share = { id, workshop, title, authors, ...times, embeddedIn }
	return { share, secret: await shares.add(share, page) }
}

/** Returns the open shares of a workshop, newest first. */
export async function listOpenShares(
	{ shares }: { shares: ShareStore },
	workshop: WorkshopId,
	now: number,
): Promise<Share[]> {
	return (await shares.list(workshop)).filter((share) => isShareOpen(share, now))
}

/**
 * Returns the share under a secret with its page; null if the share has expired or a facilitator
 * ended it. Throws `unknown_secret`.
 */
export async function readShare(
	{ shares }: { shares: ShareStore },
	secret: string,
	now: number,
): Promise<{ share: Share; page: Buffer } | null> {
	const found = await shares.findSecret(secret)
	if (!found) throw new AppError('unknown_secret')
	const { share, page } = found
	return page && isShareOpen(share, now) ? { share, page } : null
}

/** Time for which the link of an ended share still answers that the share has ended. */
const ENDED_SHARE_TTL_MS = 90 * DAY_MS

/** Removes the pages of ended shares, and forgets those that ended 90 days ago (SHARE3). */
export async function sweepShares({ shares }: { shares: ShareStore }, now: number): Promise<void> {
	await shares.sweep(now, now - ENDED_SHARE_TTL_MS)
}

type NoShareReason = 'ended' | 'unknown'

const TEXTS: Record<Locale, Record<NoShareReason, [title: string, sentence: string]>> = {
	en: {
		ended: [
			'This page is no longer shared',
			'The link has expired, or the facilitator stopped sharing it. Ask them if you still need it.',
		],
		unknown: ['Page not found', 'Check that the link is complete, or ask the person who sent it to you.'],
	},
	'zh-CN': {
		ended: ['此页面已停止分享', '链接已到期，或主持人已停止分享。如仍需要，请联系主持人。'],
		unknown: ['找不到页面', '请检查链接是否完整，或询问把链接发给您的人。'],
	},
	es: {
		ended: [
			'Esta página ya no se comparte',
			'El enlace caducó o la facilitación dejó de compartirla. Consúltele si todavía la necesita.',
		],
		unknown: ['Página no encontrada', 'Compruebe que el enlace esté completo o pregunte a quien se lo envió.'],
	},
	fr: {
		ended: [
			'Cette page n’est plus partagée',
			'Le lien a expiré, ou le partage a été arrêté. Demandez à l’animation si vous en avez encore besoin.',
		],
		unknown: ['Page introuvable', 'Vérifiez que le lien est complet, ou demandez à la personne qui vous l’a envoyé.'],
	},
}

const STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-content:center;padding:24px;
background:light-dark(#faf8f4,#14171d);color:light-dark(#1c2330,#eef0f4);font:16px/1.5 "Inter Variable",Inter,system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:440px;padding:32px;border-radius:16px;background:light-dark(#fff,#1c2028);border:1px solid light-dark(#e2ddd2,#323845)}h1{margin:0 0 8px;font-size:22px;line-height:1.25}p{margin:0}`

/** Returns a page in this language that explains why a share link has no page (SHARE2). */
export function noSharePage(locale: Locale, reason: NoShareReason): string {
	const [title, sentence] = TEXTS[locale][reason].map(escapeHtml)
	return [
		`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${title}</title>`,
		'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
		`<style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${sentence}</p></main></body></html>\n`,
	].join('\n')
}
