//! OAuth 2 with Microsoft Entra: the authorisation code with PKCE for people, client credentials
//! for administrators, refreshing. It keeps nothing; when a token is refreshed and where it is
//! stored is [`crate::sync`]'s to say.
//!
//! Invariant: no error or log carries a code, a verifier, a token or a secret.

mod credential;
mod entra;

use std::pin::Pin;
use std::time::Duration;

use oauth2::basic::{BasicClient, BasicErrorResponse, BasicRequestTokenError, BasicTokenResponse};
use oauth2::{
    AsyncHttpClient, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet,
    EndpointSet, HttpRequest, HttpResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RefreshToken, RequestTokenError, Scope as OAuthScope, TokenResponse, TokenUrl,
};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

pub use credential::{Credential, Grant};

use crate::connectors::{Class, Rejection};
use crate::transport::{NoReply, Transport};

/// What a person grants: acting for them in Business Central, also while they are away.
const PERSON_SCOPES: [&str; 3] =
    ["https://api.businesscentral.dynamics.com/user_impersonation", "offline_access", "openid"];
/// What an application is granted: whatever its administrator consented to.
const APPLICATION_SCOPE: &str = "https://api.businesscentral.dynamics.com/.default";
/// Life of a token whose reply does not say.
const LIFE: Duration = Duration::from_secs(3_600);

/// Who asks, and where.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The operator's address of Microsoft's sign-in.
    pub login: Url,
    /// A directory's id or domain; `organizations` for people of any.
    pub directory: String,
    /// The application's id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: Option<SecretString>,
}

/// A sign-in that begins.
#[derive(Debug)]
pub struct Begun {
    /// Where the browser goes.
    pub url: Url,
    /// Comes back with the browser.
    pub state: SecretString,
    /// Proves that who finishes is who began.
    pub verifier: SecretString,
}

/// What the token endpoint gave.
#[derive(Debug)]
pub struct Tokens {
    /// Opens requests.
    pub access: SecretString,
    /// Gets the next one; rotates.
    pub refresh: Option<SecretString>,
    /// How long `access` lives.
    pub life: Duration,
}

/// Makes the address of a sign-in, with fresh state and PKCE (S256).
pub fn begin(registration: &Registration, redirect: &Url) -> Result<Begun, Rejection> {
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let client = client(registration)?.set_redirect_uri(RedirectUrl::from_url(redirect.clone()));
    let mut request = client
        .authorize_url(CsrfToken::new_random)
        .add_extra_param("response_mode", "query")
        .add_extra_param("prompt", "select_account")
        .set_pkce_challenge(challenge);
    for scope in PERSON_SCOPES {
        request = request.add_scope(OAuthScope::new(scope.to_owned()));
    }
    let (url, state) = request.url();
    Ok(Begun {
        url,
        state: SecretString::from(state.into_secret()),
        verifier: SecretString::from(verifier.into_secret()),
    })
}

/// Exchanges the code that came back with the browser.
pub async fn exchange(
    transport: &Transport,
    registration: &Registration,
    redirect: &Url,
    code: &str,
    verifier: &SecretString,
) -> Result<Tokens, Rejection> {
    let client = client(registration)?.set_redirect_uri(RedirectUrl::from_url(redirect.clone()));
    let wire = Wire(transport.clone());
    let reply = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .set_pkce_verifier(PkceCodeVerifier::new(verifier.expose_secret().to_owned()))
        .request_async(&wire)
        .await;
    tokens(reply)
}

/// Gets a new access token, and mostly a new refresh token, for a person's grant.
pub async fn refresh(
    transport: &Transport,
    registration: &Registration,
    token: &SecretString,
) -> Result<Tokens, Rejection> {
    let client = client(registration)?;
    let token = RefreshToken::new(token.expose_secret().to_owned());
    let wire = Wire(transport.clone());
    tokens(client.exchange_refresh_token(&token).request_async(&wire).await)
}

/// Gets an access token for an application.
pub async fn application(
    transport: &Transport,
    registration: &Registration,
) -> Result<Tokens, Rejection> {
    let client = client(registration)?;
    let wire = Wire(transport.clone());
    let scope = OAuthScope::new(APPLICATION_SCOPE.to_owned());
    tokens(client.exchange_client_credentials().add_scope(scope).request_async(&wire).await)
}

type Client = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

fn client(registration: &Registration) -> Result<Client, Rejection> {
    let address =
        |what: &str| {
            let mut url = registration.login.clone();
            url.path_segments_mut()
                .map_err(|()| entra::unusable_address())?
                .pop_if_empty()
                .extend([&registration.directory, "oauth2", "v2.0", what]);
            Ok::<Url, Rejection>(url)
        };
    let mut client = BasicClient::new(ClientId::new(registration.client_id.clone()));
    if let Some(secret) = &registration.client_secret {
        client = client.set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()));
    }
    Ok(client
        .set_auth_type(oauth2::AuthType::RequestBody)
        .set_auth_uri(AuthUrl::from_url(address("authorize")?))
        .set_token_uri(TokenUrl::from_url(address("token")?)))
}

/// The token endpoint failed in a way that is no refusal.
#[derive(Debug, thiserror::Error)]
enum SendError {
    #[error(transparent)]
    NoReply(#[from] NoReply),
    #[error("status {0}")]
    Status(u16),
    #[error("not a reply")]
    Malformed,
}

/// The transport as the OAuth library calls it.
struct Wire(Transport);

impl<'c> AsyncHttpClient<'c> for Wire {
    type Error = SendError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, SendError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(send(&self.0, request))
    }
}

async fn send(transport: &Transport, request: HttpRequest) -> Result<HttpResponse, SendError> {
    let url = Url::parse(&request.uri().to_string()).map_err(|_| SendError::Malformed)?;
    let (parts, body) = request.into_parts();
    let reply = transport.send_form(&url, parts.headers, body).await?;
    if reply.status >= 500 || reply.status == 429 {
        return Err(SendError::Status(reply.status));
    }
    let mut response = HttpResponse::new(reply.body);
    *response.status_mut() =
        oauth2::http::StatusCode::from_u16(reply.status).map_err(|_| SendError::Malformed)?;
    Ok(response)
}

fn tokens(
    reply: Result<BasicTokenResponse, RequestTokenError<SendError, BasicErrorResponse>>,
) -> Result<Tokens, Rejection> {
    let reply = reply.map_err(|error| match error {
        BasicRequestTokenError::ServerResponse(refusal) => entra::refusal(
            refusal.error().as_ref(),
            refusal.error_description().map_or("", String::as_str),
        ),
        BasicRequestTokenError::Request(error) => entra::unreachable(&error.to_string()),
        BasicRequestTokenError::Parse(..) | BasicRequestTokenError::Other(_) => {
            entra::unreachable("its reply cannot be read")
        }
    })?;
    Ok(Tokens {
        access: SecretString::from(reply.access_token().secret().clone()),
        refresh: reply.refresh_token().map(|token| SecretString::from(token.secret().clone())),
        life: reply.expires_in().unwrap_or(LIFE),
    })
}

/// What the sign-in page gave instead of a code.
pub fn page_refusal(error: &str, description: &str) -> Rejection {
    entra::refusal(error, description)
}

/// Whether a refusal ends the sign-in: only a person can make it work again.
pub fn ends_sign_in(rejection: &Rejection) -> bool {
    matches!(rejection.class, Class::Auth | Class::NeedsConfig | Class::NeedsPerson)
}
