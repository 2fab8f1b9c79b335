import type { Locale } from '@charrette/shared'
import { pickLocale } from '@charrette/shared'
import type { Request } from 'express'
import { escapeHtml } from '../export/viewer/viewerPage.ts'

/** Why there is no page under a link. */
type Absence = 'ended' | 'unknown'

const WORDS: Record<Locale, Record<Absence, [title: string, sentence: string]>> = {
	en: {
		ended: [
			'This page is no longer shared',
			'Its time has passed, or the facilitator ended it. Please ask them if you still need it.',
		],
		unknown: ['There is no page here', 'Please check that the link is complete, or ask whoever gave it to you.'],
	},
	'zh-CN': {
		ended: ['此页面已停止分享', '分享期限已过，或主持人已将其结束。如仍需要，请联系主持人。'],
		unknown: ['这里没有页面', '请检查链接是否完整，或询问把链接给您的人。'],
	},
	es: {
		ended: [
			'Esta página ya no se comparte',
			'Su plazo terminó o quien facilita la cerró. Consúltele si todavía la necesita.',
		],
		unknown: ['Aquí no hay ninguna página', 'Compruebe que el enlace esté completo o pregunte a quien se lo dio.'],
	},
	fr: {
		ended: [
			'Cette page n’est plus partagée',
			'Son délai est passé, ou l’équipe d’animation y a mis fin. Demandez-lui si vous en avez encore besoin.',
		],
		unknown: ['Il n’y a pas de page ici', 'Vérifiez que le lien est complet, ou demandez à qui vous l’a donné.'],
	},
}

const STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-content:center;padding:24px;
background:light-dark(#faf8f4,#14171d);color:light-dark(#1c2330,#eef0f4);font:16px/1.5 "Inter Variable",Inter,system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:440px;padding:32px;border-radius:16px;background:light-dark(#fff,#1c2028);border:1px solid light-dark(#e2ddd2,#323845)}h1{margin:0 0 8px;font-size:22px;line-height:1.25}p{margin:0}`

/** What a visitor reads where no page is, in their browser's language. */
export function absencePage(request: Request, why: Absence): string {
	const locale = pickLocale(request.acceptsLanguages())
	const [title, sentence] = WORDS[locale][why].map(escapeHtml)
	return [
		`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${title}</title>`,
		'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
		`<style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${sentence}</p></main></body></html>\n`,
	].join('\n')
}
