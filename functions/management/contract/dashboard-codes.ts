import * as v from 'valibot'
import { boundedText } from './plain-text.ts'
import { explainStrictObject } from './strict-object.ts'

/** `POST /dashboard-codes/redeem` */
export const redeemCodeBody = v.strictObject({ code: boundedText(256) }, explainStrictObject)
